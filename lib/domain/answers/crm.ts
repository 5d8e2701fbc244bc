import { z } from 'zod';
import { AUTH_METHOD_STATUSES, DISABLED_REASONS } from '../connection/auth-method';
import { namedSchema, timestampSchema } from '../base/api';
import { listOptionSchema, RECORD_OWNERS } from '../crm/crm';
import { crmFieldTypeSchema } from '../crm/field-types';
import { tagItemSchema } from './row';

const methodSchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  status: z.enum(AUTH_METHOD_STATUSES),
  disabledReason: z.enum(DISABLED_REASONS).nullable(),
  portal: namedSchema.nullable(),
});

const crmSchema = z.object({
  id: z.string(),
  name: z.string(),
  reference: z.string(),
  type: z.string(),
  version: z.number(),
  updatedAt: timestampSchema,
  authMethod: methodSchema,
});

export const crmListSchema = z.object({
  items: z.array(
    crmSchema.extend({
      tags: z.array(tagItemSchema),
      counts: z.object({ objects: z.number(), scenarios: z.number(), rules: z.number(), profiles: z.number() }),
    }),
  ),
  matching: z.number(),
  total: z.number(),
});

const fieldSchema = z.object({
  id: z.string(),
  name: z.string(),
  apiName: z.string(),
  type: crmFieldTypeSchema,
  required: z.boolean(),
  readOnly: z.boolean(),
  options: z.array(listOptionSchema),
  version: z.number(),
});

export const crmDetailSchema = crmSchema.extend({
  counts: z.object({ scenarios: z.number(), rules: z.number(), profiles: z.number() }),
  objects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      apiName: z.string(),
      newRecordOwner: z.enum(RECORD_OWNERS),
      version: z.number(),
      fields: z.array(fieldSchema),
    }),
  ),
});

export const addedFieldsSchema = z.object({ ids: z.array(z.string()) });
