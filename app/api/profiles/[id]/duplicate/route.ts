import { createdSchema, idParamsSchema } from '@/lib/domain/base/api';
import { duplicateProfile } from '@/lib/services/profiles/duplicate-profile';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/profiles/{id}/duplicate',
  summary: 'Duplicates a profile. No user has the copy.',
  tag: 'Profiles',
  access: { permission: 'profiles.create' },
  params: idParamsSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, params }) => duplicateProfile(ctx, params),
});
