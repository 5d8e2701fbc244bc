import { z } from 'zod';
import { timestampSchema } from '../base/api';
import { tagItemSchema } from './row';
import { PERMISSIONS } from '../base/permissions';
import { FACTOR_RULES } from '../people/second-factor';

const builtInSchema = z.enum(['administrator', 'auditor', 'agent']);

export const roleListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      permissionCount: z.number(),
      /** Permissions that have come since the role was last saved. */
      newPermissionCount: z.number(),
      builtIn: builtInSchema.nullable(),
      userCount: z.number(),
      tags: z.array(tagItemSchema),
      version: z.number(),
      updatedAt: timestampSchema,
    }),
  ),
  matching: z.number(),
  total: z.number(),
});

export const roleDetailSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(z.enum(PERMISSIONS)),
  newPermissions: z.array(z.enum(PERMISSIONS)),
  builtIn: builtInSchema.nullable(),
  factorRule: z.enum(FACTOR_RULES),
  /** What the rule means with today's permissions. */
  isFactorRequired: z.boolean(),
  userCount: z.number(),
  version: z.number(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
