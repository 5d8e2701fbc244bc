import { idParamsSchema } from '@/lib/domain/base/api';
import { ruleInputSchema } from '@/lib/domain/assignment/rule';
import { decisionCreatedSchema, ruleListSchema } from '@/lib/domain/answers/rule';
import { createRule } from '@/lib/services/rules/create-rule';
import { listRules } from '@/lib/services/rules/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/crms/{id}/rules',
  summary: 'Lists rules in the order they are tried.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: ruleListSchema,
  handle: ({ ctx, params }) => listRules(ctx, { crmId: params.id }),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/crms/{id}/rules',
  summary:
    'Adds a rule at the end, checked against the account. 400 mapping_unfit lists what it would refuse or lose, in details.findings; send those ids as acceptedFindings to save it in spite of them.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'account-by-user',
  bodyLimit: 256_000,
  params: idParamsSchema,
  body: ruleInputSchema,
  response: decisionCreatedSchema,
  status: 201,
  handle: ({ ctx, params, body }) => createRule(ctx, { crmId: params.id, ...body }),
});
