import { versionedSchema } from '@/lib/domain/base/api';
import { settingsEditSchema } from '@/lib/domain/base/settings';
import { settingsAnswerSchema } from '@/lib/domain/answers/settings';
import { editSettings } from '@/lib/services/settings/edit-settings';
import { readSettings } from '@/lib/services/settings/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/settings',
  summary: 'Gets the settings, including those from environment variables.',
  tag: 'Settings',
  access: { permission: 'settings.access' },
  response: settingsAnswerSchema,
  handle: ({ ctx }) => readSettings(ctx),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/settings',
  summary: 'Changes the settings.',
  tag: 'Settings',
  access: { permission: 'settings.modify' },
  body: settingsEditSchema,
  response: versionedSchema,
  handle: ({ ctx, body }) => editSettings(ctx, body),
});
