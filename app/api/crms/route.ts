import { createdSchema } from '@/lib/domain/base/api';
import { crmFilterSchema, crmInputSchema } from '@/lib/domain/crm/crm';
import { crmListSchema } from '@/lib/domain/answers/crm';
import { createCrm } from '@/lib/services/crms/create-crm';
import { listCrms } from '@/lib/services/crms/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms',
  summary: 'Lists CRMs, 50 per page, by name unless sorted otherwise.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  query: crmFilterSchema,
  response: crmListSchema,
  handle: ({ ctx, query }) => listCrms(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms',
  summary: 'Creates a CRM that uses an authentication method.',
  tag: 'CRM v2',
  access: { permission: 'crm.create' },
  body: crmInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createCrm(ctx, body),
});
