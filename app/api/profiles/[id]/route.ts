import { z } from 'zod';
import { idParamsSchema, versionedSchema } from '@/lib/domain/base/api';
import { profileEditSchema, profileInputSchema } from '@/lib/domain/people/profile';
import { idSchema, versionSchema } from '@/lib/domain/base/validation';
import { deleteProfile } from '@/lib/services/profiles/delete-profile';
import { editProfile } from '@/lib/services/profiles/edit-profile';
import { readProfile } from '@/lib/services/profiles/queries';
import { LARGEST_BODY } from '@/lib/web/request-body';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/profiles/{id}',
  summary: 'Gets a profile.',
  tag: 'Profiles',
  access: { permission: 'profiles.access' },
  params: idParamsSchema,
  response: profileInputSchema.extend({
    id: idParamsSchema.shape.id,
    version: versionSchema,
    unreadableObjectIds: z.array(idSchema).describe('Objects whose stored rights are invalid; agents don’t see them.'),
  }),
  handle: ({ ctx, params }) => readProfile(ctx, { id: params.id }),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/profiles/{id}',
  summary: 'Replaces a profile. Open Banners update immediately.',
  tag: 'Profiles',
  access: { permission: 'profiles.modify' },
  bodyLimit: LARGEST_BODY,
  params: idParamsSchema,
  body: profileEditSchema,
  response: versionedSchema,
  handle: ({ ctx, params, body }) => editProfile(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/profiles/{id}',
  summary: 'Deletes a profile that no user has.',
  tag: 'Profiles',
  access: { permission: 'profiles.delete' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteProfile(ctx, params),
});
