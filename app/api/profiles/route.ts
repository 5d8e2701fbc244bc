import { z } from 'zod';
import { createdSchema, timestampSchema } from '@/lib/domain/base/api';
import { profileFilterSchema, profileInputSchema } from '@/lib/domain/people/profile';
import { tagItemSchema } from '@/lib/domain/answers/row';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { listProfiles } from '@/lib/services/profiles/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/profiles',
  summary: 'Lists profiles by name, 50 per page.',
  tag: 'Profiles',
  access: { permission: 'profiles.access' },
  query: profileFilterSchema,
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        version: z.number(),
        updatedAt: timestampSchema,
        crms: z.array(z.object({ id: z.string(), name: z.string() })),
        users: z.number(),
        tags: z.array(tagItemSchema),
      }),
    ),
    matching: z.number(),
    total: z.number(),
  }),
  handle: ({ ctx, query }) => listProfiles(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/profiles',
  summary: 'Creates a profile with the permissions of its agents.',
  tag: 'Profiles',
  access: { permission: 'profiles.create' },
  body: profileInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createProfile(ctx, body),
});
