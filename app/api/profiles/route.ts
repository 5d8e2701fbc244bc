import { createdSchema } from '@/lib/domain/base/api';
import { profileFilterSchema, profileInputSchema } from '@/lib/domain/people/profile';
import { profileListSchema } from '@/lib/domain/answers/profile';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { listProfiles } from '@/lib/services/profiles/queries';
import { LARGEST_BODY } from '@/lib/web/request-body';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/profiles',
  summary: 'Lists profiles by name, 50 per page.',
  tag: 'Profiles',
  access: { permission: 'profiles.access' },
  query: profileFilterSchema,
  response: profileListSchema,
  handle: ({ ctx, query }) => listProfiles(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/profiles',
  summary: 'Creates a profile with the permissions of its agents.',
  tag: 'Profiles',
  access: { permission: 'profiles.create' },
  bodyLimit: LARGEST_BODY,
  body: profileInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createProfile(ctx, body),
});
