import { versionedSchema } from '@/lib/domain/base/api';
import { excludedNumbersAnswerSchema } from '@/lib/domain/answers/settings';
import { excludedNumbersEditSchema } from '@/lib/domain/interaction/excluded-numbers';
import { editExcludedNumbers } from '@/lib/services/excluded-numbers/edit-excluded-numbers';
import { readExcludedNumbersPage } from '@/lib/services/excluded-numbers/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/settings/excluded-numbers',
  summary: 'Gets the numbers and lines that are no customers’.',
  tag: 'Settings',
  access: { permission: 'settings.access' },
  response: excludedNumbersAnswerSchema,
  handle: ({ ctx }) => readExcludedNumbersPage(ctx),
});

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/settings/excluded-numbers',
  summary: 'Replaces the numbers and lines that are no customers’.',
  tag: 'Settings',
  access: { permission: 'settings.modify' },
  bodyLimit: 64_000,
  body: excludedNumbersEditSchema,
  response: versionedSchema,
  handle: ({ ctx, body }) => editExcludedNumbers(ctx, body),
});
