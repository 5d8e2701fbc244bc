import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { tagEditSchema } from '@/lib/domain/base/tag';
import { tagDetailSchema } from '@/lib/domain/answers/tag';
import { deleteTag } from '@/lib/services/tags/delete-tag';
import { editTag } from '@/lib/services/tags/edit-tag';
import { readTag } from '@/lib/services/tags/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/tags/{id}',
  summary: 'Gets a tag with the number of items that have it.',
  tag: 'Tags',
  access: { permission: 'tags.access' },
  params: idParamsSchema,
  response: tagDetailSchema,
  handle: ({ ctx, params }) => readTag(ctx, params),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/tags/{id}',
  summary: 'Changes a tag’s name and colour.',
  tag: 'Tags',
  access: { permission: 'tags.modify' },
  params: idParamsSchema,
  body: tagEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editTag(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/tags/{id}',
  summary: 'Deletes an unused tag.',
  tag: 'Tags',
  access: { permission: 'tags.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteTag(ctx, params),
});
