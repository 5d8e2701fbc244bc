import { createTranslator } from 'use-intl/core';
import { AppError, type AppErrorCode, type MessageParams, type MessageRef } from '@/lib/domain/base/app-error';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Ctx } from '@/lib/services/context';
import { loadMessages } from './messages';
import { resolveLocale } from '@/lib/domain/base/locale';
import { PREFERENCE_COOKIES } from '@/lib/domain/base/preferences';

const STATUS: Record<AppErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  IN_USE: 409,
  LIMIT_REACHED: 409,
  PRECONDITION_FAILED: 412,
  RATE_LIMITED: 429,
  PROVIDER_FAILED: 502,
  INTERNAL: 500,
};

/** The only place where an error becomes HTTP. Unknown errors show a sentence and a reference ID, never their text. */
export async function errorResponse(thrown: unknown, ctx: Ctx, headers: Headers): Promise<Response> {
  const error = asAppError(thrown);
  if (error.code === 'INTERNAL') ctx.log.error({ err: thrown }, 'a request failed for a reason of our own');
  else ctx.log.info({ refusal: error.code, key: error.key }, 'a request was refused');

  const locale = ctx.actor.kind === 'user' ? ctx.actor.language : localeOf(headers);
  const messages = await loadMessages(locale, ['errors', 'validation']);
  const say = (namespace: 'errors' | 'validation', ref: MessageRef<string>): string => {
    const t = asTranslate(createTranslator({ locale, messages, namespace }));
    const fallback = namespace === 'errors' ? error.code.toLowerCase() : 'wrong_value';
    const key = t.has(ref.key) ? ref.key : fallback;
    return t(key, ref.params);
  };
  const fields = error.fields
    ? Object.fromEntries(Object.entries(error.fields).map(([path, ref]) => [path, say('validation', ref)]))
    : undefined;

  return Response.json(
    {
      error: {
        code: error.code,
        key: error.key,
        message: say('errors', { key: error.key, params: error.params }),
        ...(fields ? { fields } : {}),
        ...(error.details ? { details: error.details } : {}),
        reference: ctx.requestId,
      },
    },
    {
      status: STATUS[error.code],
      headers: error.retryAfterSeconds ? { 'retry-after': String(error.retryAfterSeconds) } : {},
    },
  );
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ProviderError) {
    return new AppError('PROVIDER_FAILED', { key: `provider_${thrown.kind}`, cause: thrown });
  }
  return new AppError('INTERNAL', { cause: thrown });
}

/** For a request without a signed-in user. */
export function localeOf(headers: Headers) {
  const cookie = new RegExp(`(?:^|; )${PREFERENCE_COOKIES.locale}=([a-z]{2})`).exec(headers.get('cookie') ?? '')?.[1];
  return resolveLocale({ cookie, acceptLanguage: headers.get('accept-language') });
}

/** Keys are chosen at run time here, so the library's own type, which knows each message by name, does not apply. */
type Translate = { (key: string, params?: MessageParams): string; has(key: string): boolean };
function asTranslate(translator: unknown): Translate {
  return translator as Translate;
}
