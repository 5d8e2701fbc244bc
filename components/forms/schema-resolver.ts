import { toNestErrors } from '@hookform/resolvers';
import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';
import type { MessageRef } from '@/lib/domain/base/app-error';
import { issueMessages } from '@/lib/domain/base/validation';

/**
 * Validates with the API route's schema and messages in the browser. The input is sent as typed: the route parses it
 * again, and schemas may transform it.
 */
export function schemaResolver<V extends FieldValues>(
  schema: z.ZodType<unknown, V>,
  say: (ref: MessageRef) => string,
): Resolver<V, unknown, V> {
  return async (values, _context, options) => {
    const result = schema.safeParse(values, { reportInput: true });
    if (result.success) return { values, errors: {} };
    const flat: FieldErrors = {};
    for (const issue of result.error.issues) {
      for (const [path, ref] of issueMessages(issue))
        flat[path === '' ? 'root' : path] ??= { type: issue.code, message: say(ref) };
    }
    return { values: {}, errors: toNestErrors(flat, options) };
  };
}
