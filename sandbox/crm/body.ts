import { z } from 'zod';
import type { SandboxRequest } from '../contract';
import { ApiFailure, invalid } from './failure';
import { findJsonError } from './json-error';

/** Parses the request's JSON body. Each kind of error returns HubSpot's 400 or 415. */
export function readBody<T extends z.ZodType>(request: SandboxRequest, schema: T): z.infer<T> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.toLowerCase().includes('json')) {
    throw new ApiFailure(415, 'VALIDATION_ERROR', 'HTTP 415 Unsupported Media Type');
  }
  const body = parseJson(request.rawBody);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw bodyFailure(parsed.error.issues, body, request.rawBody);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`Invalid input JSON on ${place(text, findJsonError(text))}: Unexpected character or end of input`);
  }
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

function bodyFailure(issues: z.core.$ZodIssue[], body: unknown, text: string): ApiFailure {
  const missing = issues
    .filter((issue) => issue.path.length > 0 && valueAt(body, issue.path) == null)
    .map((issue) => issue.path.join('.'));
  if (missing.length > 0) {
    return invalid(`Some required fields were not set: [${missing.map((path) => path.split('.').at(-1)).join(', ')}]`, {
      errors: missing.map((path) => ({ message: `${path} is required`, in: path, code: 'REQUIRED_FIELD' })),
    });
  }
  const [first] = issues;
  const path = first?.path.join('.') ?? '';
  if (first?.code === 'custom') return invalid(first.message);
  const at = path === '' ? 1 : text.indexOf(String(first?.path.at(-1)));
  return invalid(
    `Invalid input JSON on ${place(text, Math.max(0, at))}: ${path === '' ? 'the body' : path} has the wrong type or value`,
    {
      errors: [{ message: first?.message ?? 'invalid', in: path }],
    },
  );
}

/** A zod issue doesn't include the input. */
function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
}

/** Property values are strings. Like HubSpot's parser, converts numbers and booleans to strings. */
export const propertyValuesSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => (value === null ? '' : String(value))),
);

export const idSchema = z.union([z.string(), z.number()]).transform(String);

/** Clients in typed languages send null for omitted values. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

export function optionalList<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}
