import { validateHeaderName, validateHeaderValue } from 'node:http';
import { z } from 'zod';

/**
 * A scripted fault. Without `status`, `html` or `json`, sends the real response, changed only by delay, drip or
 * malformed. `when: "after"` processes the request first.
 */
export const faultSchema = z
  .strictObject({
    method: z.string().optional(),
    /** Path without query; `*` stands for any characters. */
    path: z.string().max(2000).default('*'),
    status: z.number().int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).superRefine(refuseUnsendable).optional(),
    json: z.unknown().optional(),
    html: z.string().optional(),
    /** Truncates the JSON response. */
    malformed: z.boolean().default(false),
    delayMs: z.number().int().min(0).max(600_000).default(0),
    /** Sends the response slowly, in pieces. */
    drip: z
      .strictObject({ bytes: z.number().int().min(1).default(1), everyMs: z.number().int().min(1).default(100) })
      .optional(),
    /** Drops the connection without a response. */
    reset: z.enum(['before', 'after']).optional(),
    when: z.enum(['before', 'after']).default('before'),
    /** How many matching requests to skip first. */
    skip: z.number().int().min(0).default(0),
    times: z.number().int().min(1).max(1_000_000).default(1),
  })
  .refine((fault) => fault.reset === undefined || fault.status === undefined, {
    message: 'A fault either sends a response or resets the connection',
  });

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.infer<typeof faultSchema> & { id: number; hits: number };

/**
 * Scripted faults, in the order they were added. The first matching one with uses left applies. They aren't persisted.
 */
export class FaultList {
  #faults: Fault[] = [];
  #nextId = 1;

  add(fault: z.infer<typeof faultSchema>): Fault {
    const added = { ...fault, id: this.#nextId, hits: 0 };
    this.#nextId += 1;
    this.#faults.push(added);
    return added;
  }

  strike(method: string, path: string): Fault | null {
    for (const fault of this.#faults) {
      if (fault.times === 0 || !matches(fault, method, path)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.times -= 1;
      fault.hits += 1;
      return fault;
    }
    return null;
  }

  list(): Fault[] {
    return this.#faults;
  }

  remove(id: number): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return matchesPattern(fault.path, path);
}

/** Matches piece by piece from the left: unlike a regular expression, a pattern with many wildcards stays fast. */
export function matchesPattern(pattern: string, path: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return path === first;
  if (path.length < first.length + last.length || !path.startsWith(first) || !path.endsWith(last)) return false;
  const end = path.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** Rejects headers that Node can't send. Otherwise the connection would break later, when the fault applies. */
function refuseUnsendable(headers: Record<string, string>, context: z.RefinementCtx): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      context.addIssue({ code: 'custom', message: `${JSON.stringify(name)} cannot be sent as a header` });
    }
  }
}
