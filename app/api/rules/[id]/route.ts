import { idParamsSchema } from '@/lib/domain/base/api';
import { ruleEditSchema } from '@/lib/domain/assignment/rule';
import { decisionEditedSchema, ruleSchema } from '@/lib/domain/answers/rule';
import { deleteRule } from '@/lib/services/rules/delete-rule';
import { editRule } from '@/lib/services/rules/edit-rule';
import { readRule } from '@/lib/services/rules/queries';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/rules/{id}',
  summary: 'Gets a rule.',
  tag: 'CRM v2',
  access: { permission: 'crm.access' },
  params: idParamsSchema,
  response: ruleSchema,
  handle: ({ ctx, params }) => readRule(ctx, { id: params.id }),
});

export const PATCH = defineRoute({
  method: 'PATCH',
  path: '/api/rules/{id}',
  summary: 'Changes a rule, checked against the account as when it is added.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  limit: 'account-by-user',
  bodyLimit: 256_000,
  params: idParamsSchema,
  body: ruleEditSchema,
  response: decisionEditedSchema,
  handle: ({ ctx, params, body }) => editRule(ctx, { id: params.id, ...body }),
});

export const DELETE = defineRoute({
  method: 'DELETE',
  path: '/api/rules/{id}',
  summary: 'Deletes a rule. Its past decisions stay in the interactions.',
  tag: 'CRM v2',
  access: { permission: 'crm.modify' },
  params: idParamsSchema,
  handle: ({ ctx, params }) => deleteRule(ctx, params),
});
