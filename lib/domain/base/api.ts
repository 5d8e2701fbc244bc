import { z } from 'zod';

/** Shapes that many routes answer with. */
export const createdSchema = z.object({ id: z.string() });
export const versionedSchema = z.object({ version: z.number() });
/** The answer to a form that both creates and edits. */
export const savedSchema = z.object({ ...createdSchema.shape, ...versionedSchema.shape }).partial();
export const namedSchema = z.object({ id: z.string(), name: z.string() });
export const idParamsSchema = z.object({ id: z.uuid('wrong_format') });

/** A date sent as ISO 8601 in UTC. Our pages read it as that text. */
export const timestampSchema = z
  .union([z.date(), z.iso.datetime()])
  .transform((at) => (typeof at === 'string' ? at : at.toISOString()));
