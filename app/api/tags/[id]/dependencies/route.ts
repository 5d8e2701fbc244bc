import { idParamsSchema } from '@/lib/domain/base/api';
import { dependencyListSchema } from '@/lib/domain/answers/row';
import { listTagDependencies } from '@/lib/services/tags/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/tags/{id}/dependencies',
  summary: 'Lists what has this tag, up to 100 of each kind.',
  tag: 'Tags',
  access: { permission: 'tags.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: ({ ctx, params }) => listTagDependencies(ctx, params),
});
