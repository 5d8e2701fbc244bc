import { createdSchema } from '@/lib/domain/base/api';
import { tagFilterSchema, tagInputSchema } from '@/lib/domain/base/tag';
import { tagListSchema } from '@/lib/domain/answers/tag';
import { createTag } from '@/lib/services/tags/create-tag';
import { listTags } from '@/lib/services/tags/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/tags',
  summary: 'Lists tags by name, 50 per page.',
  tag: 'Tags',
  access: { permission: 'tags.access' },
  query: tagFilterSchema,
  response: tagListSchema,
  handle: ({ ctx, query }) => listTags(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/tags',
  summary: 'Creates a tag. Names are unique and not case-sensitive.',
  tag: 'Tags',
  access: { permission: 'tags.create' },
  body: tagInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createTag(ctx, body),
});
