import { idParamsSchema } from '@/lib/domain/base/api';
import { accountObjectsSchema } from '@/lib/domain/answers/account-schema';
import { listAccountObjects } from '@/lib/services/crm-objects/list-account-objects';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/schema',
  summary: 'Lists the objects of the connected account.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'account-by-user',
  params: idParamsSchema,
  response: accountObjectsSchema,
  handle: ({ ctx, params }) => listAccountObjects(ctx, { crmId: params.id }),
});
