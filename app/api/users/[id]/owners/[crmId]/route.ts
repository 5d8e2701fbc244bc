import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { userOwnerSchema } from '@/lib/domain/crm/account-owner';
import { chooseOwner } from '@/lib/services/users/choose-owner';
import { defineRoute } from '@/lib/web/route';

export const PUT = defineRoute({
  method: 'PUT',
  path: '/api/users/{id}/owners/{crmId}',
  summary: 'Chooses who owns a user’s records in a CRM. Null: the owner with the user’s email.',
  tag: 'Users',
  access: { permission: 'users.modify' },
  params: idParamsSchema.extend({ crmId: z.uuid('wrong_format') }),
  body: userOwnerSchema,
  handle: ({ ctx, params, body }) => chooseOwner(ctx, { ...params, ...body }),
});
