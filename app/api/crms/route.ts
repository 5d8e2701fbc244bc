import { z } from 'zod';
import { createdSchema } from '@/lib/domain/api';
import { crmInputSchema } from '@/lib/domain/crm';
import { tagIdsSchema } from '@/lib/domain/tag';
import { createCrm } from '@/lib/services/crms/create-crm';
import { listCrms } from '@/lib/services/crms/queries';
import { defineRoute } from '@/lib/web/route';
import { crmListSchema } from './schemas';

const querySchema = z.strictObject({
  search: z.string().max(200).optional(),
  authMethodId: z.uuid('wrong_format').optional(),
  tagIds: tagIdsSchema,
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms',
  summary: 'The CRMs by name, 50 a page.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  query: querySchema,
  response: crmListSchema,
  handle: ({ ctx, query }) => listCrms(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms',
  summary: 'Creates a CRM on an authentication method.',
  tag: 'CRM v2',
  access: { permission: 'crm.create' },
  body: crmInputSchema,
  response: createdSchema,
  status: 201,
  handle: ({ ctx, body }) => createCrm(ctx, body),
});
