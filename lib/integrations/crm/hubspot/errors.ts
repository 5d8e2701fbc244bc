import { z } from 'zod';
import { isJson, retryAfterMs, type OutboundAnswer } from '../../http';
import {
  ProviderError,
  type ProviderErrorKind,
  type ProviderErrorOptions,
  type ProviderFieldError,
} from '../../provider-error';
import { scrubbed } from '../../scrub';

export interface ErrorSource {
  operation: string;
  answer: OutboundAnswer;
  now: Date;
  /** Secrets in the request that must not leak into errors. */
  secrets: readonly string[];
}

/**
 * Maps an error of a CRM call to its kind. All fields of HubSpot's error body are optional in practice:
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function crmError({ operation, answer, now, secrets }: ErrorSource): ProviderError {
  const body = readBody(answer);
  const { kind, fallbackWaitMs } = classify(answer.status, body);
  return new ProviderError(kind, {
    ...common({ operation, answer, now, secrets }, body, fallbackWaitMs),
    code: body.errors.find((error) => error.code)?.code ?? body.category ?? body.policyName,
    missingScopes: kind === 'scope_missing' ? scopesIn(body) : undefined,
    fields: kind === 'invalid_request' ? fieldsIn(body, secrets) : undefined,
    existingRecordId: kind === 'conflict' ? /Existing ID:\s*(\d{1,20})/i.exec(body.message ?? '')?.[1] : undefined,
  });
}

/**
 * Maps an error of the token endpoints: the grant is gone, our configuration is wrong, or a retry may help. Only
 * `invalid_grant` and a deleted account mean that the grant is gone; a wrong secret never does.
 * https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide
 */
export function oauthError(source: ErrorSource, use: 'exchange' | 'other'): ProviderError {
  const body = readBody(source.answer);
  const { kind, fallbackWaitMs } = classify(source.answer.status, body);
  const isTransient =
    kind === 'rate_limited' || kind === 'quota_exhausted' || kind === 'unavailable' || kind === 'timeout';
  const isGone = body.error === 'invalid_grant' || body.status === 'BAD_REFRESH_TOKEN' || body.status === 'BAD_HUB';
  // A used or expired code doesn't concern a grant, because there is none yet.
  const verdict: ProviderErrorKind = isTransient
    ? kind
    : isGone && use !== 'exchange'
      ? 'auth_revoked'
      : 'invalid_request';
  return new ProviderError(verdict, {
    ...common(source, body, fallbackWaitMs),
    code: body.status && body.status !== 'error' ? body.status : (body.error ?? body.category),
    providerMessage: wordsOf(body.error_description ?? body.message, source.secrets),
  });
}

/** Failed inputs of a batch. */
export const batchErrorsSchema = z.array(z.looseObject({ category: z.string().optional() })).nullish();

/** One failed input of an otherwise successful batch. */
export function batchItemError(operation: string, item: unknown, secrets: readonly string[]): ProviderError {
  const body = bodySchema.parse(item);
  const kind: ProviderErrorKind =
    body.category === 'OBJECT_NOT_FOUND'
      ? 'not_found'
      : body.category === 'CONFLICT' || body.category === 'OBJECT_ALREADY_EXISTS'
        ? 'conflict'
        : 'invalid_request';
  return new ProviderError(kind, {
    operation,
    status: 207,
    code: body.errors.find((error) => error.code)?.code ?? body.category,
    providerMessage: wordsOf(body.message, secrets),
    correlationId: body.correlationId,
    fields: kind === 'invalid_request' ? fieldsIn(body, secrets) : undefined,
  });
}

const text = z.string().max(100_000).optional().catch(undefined);
const context = z.record(z.string(), z.array(z.string().max(1000)).catch([])).catch({});

const bodySchema = z
  .object({
    message: text,
    category: text,
    status: text,
    error: text,
    error_description: text,
    policyName: text,
    errorType: text,
    correlationId: z
      .string()
      .regex(/^[\w.:-]{1,100}$/)
      .optional()
      .catch(undefined),
    context: context.optional(),
    errors: z
      .array(z.object({ message: text, code: text, context: context.optional() }).catch({}))
      .max(1000)
      .catch([]),
  })
  .catch({ errors: [] });
type ErrorBody = z.infer<typeof bodySchema>;

function readBody(answer: OutboundAnswer): ErrorBody {
  if (!isJson(answer)) return { errors: [] };
  try {
    const json: unknown = JSON.parse(answer.text);
    // Expired tokens sometimes return the error inside a list.
    return bodySchema.parse(Array.isArray(json) ? json[0] : json);
  } catch {
    return { errors: [] };
  }
}

/** HubSpot's own statuses beyond the usual ones: 423 locked, 477 account moving to another data centre, 521–526 from its edge. */
function classify(status: number, body: ErrorBody): { kind: ProviderErrorKind; fallbackWaitMs?: number } {
  switch (status) {
    case 401:
      return { kind: 'auth_revoked' };
    case 403:
      return {
        kind: body.category === 'MISSING_SCOPES' || scopesIn(body).length > 0 ? 'scope_missing' : 'invalid_request',
      };
    case 404:
      return { kind: 'not_found' };
    case 408:
      return { kind: 'timeout' };
    case 409:
      return { kind: 'conflict' };
    case 423:
      return { kind: 'unavailable', fallbackWaitMs: 2000 };
    case 429:
      return limitReached(body);
    case 477:
      return { kind: 'unavailable', fallbackWaitMs: 60_000 };
  }
  if (status >= 500) return { kind: 'unavailable' };
  if (status >= 400) return { kind: 'invalid_request' };
  return { kind: 'invalid_response' };
}

/** https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
function limitReached(body: ErrorBody): { kind: ProviderErrorKind; fallbackWaitMs?: number } {
  const words = `${body.policyName ?? ''} ${body.message ?? ''}`.toLowerCase();
  if (words.includes('daily')) return { kind: 'quota_exhausted' };
  return {
    kind: 'rate_limited',
    fallbackWaitMs: words.includes('secondly') && !words.includes('ten_secondly') ? 1000 : 10_000,
  };
}

function common(source: ErrorSource, body: ErrorBody, fallbackWaitMs: number | undefined): ProviderErrorOptions {
  const requestedMs = retryAfterMs(source.answer.headers, source.now);
  return {
    operation: source.operation,
    status: source.answer.status,
    retryAfterMs: requestedMs ?? fallbackWaitMs,
    isWaitGuessed: requestedMs === undefined && fallbackWaitMs !== undefined,
    providerMessage: wordsOf(body.message, source.secrets),
    correlationId: body.correlationId,
  };
}

function wordsOf(message: string | undefined, secrets: readonly string[]): string | undefined {
  return message === undefined ? undefined : scrubbed(message, secrets);
}

function scopesIn(body: ErrorBody): string[] {
  const found = [body, ...body.errors].flatMap((part) => [
    ...(part.context?.requiredGranularScopes ?? []),
    ...(part.context?.requiredScopes ?? []),
  ]);
  return [...new Set(found)].filter((scope) => /^[\w.-]{1,100}$/.test(scope));
}

/** Write errors have two formats: a list inside `message`, or `errors[]` with the property in their context. */
function fieldsIn(body: ErrorBody, secrets: readonly string[]): ProviderFieldError[] {
  const listed = body.errors.flatMap((error) =>
    (error.context?.propertyName ?? []).map((apiName) => fieldError(apiName, error.message, error.code, secrets)),
  );
  return listed.length > 0 ? listed : fieldsInMessage(body.message ?? '', secrets);
}

function fieldError(
  apiName: string,
  message: string | undefined,
  code: string | undefined,
  secrets: readonly string[],
): ProviderFieldError {
  return {
    apiName,
    message: wordsOf(message, secrets) ?? '',
    code: code ?? null,
    isUnknown: code === 'PROPERTY_DOESNT_EXIST',
  };
}

const fieldList = z.array(z.object({ name: z.string().max(200), message: text, error: text })).max(500);

function fieldsInMessage(message: string, secrets: readonly string[]): ProviderFieldError[] {
  const start = message.indexOf('[');
  if (start < 0) return [];
  try {
    const list = fieldList.safeParse(JSON.parse(message.slice(start)));
    if (!list.success) return [];
    return list.data.map(({ name, message: text, error }) => fieldError(name, text, error, secrets));
  } catch {
    return [];
  }
}
