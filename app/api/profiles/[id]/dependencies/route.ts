import { idParamsSchema } from '@/lib/domain/base/api';
import { dependencyListSchema } from '@/lib/domain/answers/row';
import { listProfileDependencies } from '@/lib/services/profiles/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/profiles/{id}/dependencies',
  summary: 'Lists the users who have this profile.',
  tag: 'Profiles',
  access: { permission: 'profiles.access' },
  params: idParamsSchema,
  response: dependencyListSchema,
  handle: async ({ ctx, params }) => ({ items: await listProfileDependencies(ctx, { id: params.id }) }),
});
