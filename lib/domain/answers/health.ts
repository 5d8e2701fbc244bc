import { z } from 'zod';

export const healthSchema = z.object({ status: z.literal('ok') });

const partSchema = z.enum(['ok', 'failed']);
export const readinessSchema = z.object({
  status: partSchema,
  database: partSchema,
  migrations: partSchema,
  keys: partSchema,
});
