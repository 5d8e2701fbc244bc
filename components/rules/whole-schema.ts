import type { z } from 'zod';

/** The schema seen from a form whose values are whole: every default is filled in already, and what comes out of such a schema goes into it again. */
export function wholeSchema<V>(schema: z.ZodType<NoInfer<V>>): z.ZodType<unknown, V> {
  return schema as z.ZodType<unknown, V>;
}
