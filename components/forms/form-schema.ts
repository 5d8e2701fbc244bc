import type { z } from 'zod';

/** Types a schema for a form that already has every default filled in, so that its output is valid input too. */
export function formSchema<V>(schema: z.ZodType<NoInfer<V>>): z.ZodType<unknown, V> {
  return schema as z.ZodType<unknown, V>;
}
