import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { lineSchema } from '@/lib/domain/answers/line';
import { lineEditSchema } from '@/lib/domain/interaction/line';
import { deleteLine } from '@/lib/services/lines/delete-line';
import { editLine } from '@/lib/services/lines/edit-line';
import { readLine } from '@/lib/services/lines/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/lines/{id}',
  summary: 'Gets a number or a queue, with when it was last seen.',
  tag: 'Lines and queues',
  access: { permission: 'lines.access' },
  params: idParamsSchema,
  response: lineSchema,
  handle: ({ ctx, params }) => readLine(ctx, params),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/lines/{id}',
  summary: 'Changes the name of a number or queue, and the profile that decides where no agent does.',
  tag: 'Lines and queues',
  access: { permission: 'lines.modify' },
  params: idParamsSchema,
  body: lineEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editLine(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/lines/{id}',
  summary: 'Deletes a number or queue. The next interaction that names it adds it again.',
  tag: 'Lines and queues',
  access: { permission: 'lines.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteLine(ctx, params),
});
