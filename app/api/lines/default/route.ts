import { versionedSchema } from '@/lib/domain/base/api';
import { lineDefaultAnswerSchema } from '@/lib/domain/answers/line';
import { lineDefaultSchema } from '@/lib/domain/interaction/line';
import { chooseLineDefault } from '@/lib/services/lines/choose-line-default';
import { readLineDefault } from '@/lib/services/lines/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/lines/default',
  summary: 'Gets the profile that decides for all numbers and queues without one.',
  tag: 'Lines and queues',
  access: { permission: 'lines.access' },
  response: lineDefaultAnswerSchema,
  handle: ({ ctx }) => readLineDefault(ctx),
});

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/lines/default',
  summary: 'Chooses the profile that decides for all numbers and queues without one.',
  tag: 'Lines and queues',
  access: { permission: 'lines.modify' },
  body: lineDefaultSchema,
  response: versionedSchema,
  handle: ({ ctx, body }) => chooseLineDefault(ctx, body),
});
