import { idParamsSchema } from '@/lib/domain/base/api';
import { objectApiNameSchema } from '@/lib/domain/crm/crm';
import { accountPropertiesSchema } from '@/lib/domain/answers/account-schema';
import { listAccountProperties } from '@/lib/services/crm-objects/list-account-objects';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/schema/{objectApiName}',
  summary: 'Lists the properties of an object of the connected account.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'account-by-user',
  params: idParamsSchema.extend({ objectApiName: objectApiNameSchema }),
  response: accountPropertiesSchema,
  handle: ({ ctx, params }) => listAccountProperties(ctx, { crmId: params.id, objectApiName: params.objectApiName }),
});
