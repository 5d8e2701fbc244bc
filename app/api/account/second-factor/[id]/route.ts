import { idParamsSchema } from '@/lib/domain/base/api';
import { factorNameSchema } from '@/lib/domain/people/second-factor';
import { editFactor } from '@/lib/services/second-factor/edit-factor';
import { removeFactor } from '@/lib/services/second-factor/remove-factor';
import { defineRoute } from '@/lib/web/route';

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/account/second-factor/{id}',
  summary: 'Renames one of the current user’s second factors.',
  tag: 'My account',
  access: { signedIn: true },
  params: idParamsSchema,
  body: factorNameSchema,
  handle: ({ ctx, params, body }) => editFactor(ctx, { ...params, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/account/second-factor/{id}',
  summary: 'Removes one of the current user’s second factors and ends their other sessions. Requires a recent sign-in.',
  tag: 'My account',
  access: { signedIn: true },
  params: idParamsSchema,
  handle: ({ ctx, params }) => removeFactor(ctx, params),
});
