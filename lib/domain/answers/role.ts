import { z } from 'zod';
import { timestampSchema } from '../base/api';
import { tagItemSchema } from './row';
import { PERMISSIONS } from '../base/permissions';

export const roleListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      permissionCount: z.number(),
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
  userCount: z.number(),
  version: z.number(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
