import { cutText } from '@/lib/domain/base/cut-text';
import { createTranslator, type AbstractIntlMessages } from 'use-intl/core';
import { AppError, type AppErrorCode, type MessageParams, type MessageRef } from '@/lib/domain/base/app-error';
import { unavailabilityOf } from '@/lib/platform/unavailable';
import { ProviderError } from '@/lib/integrations/provider-error';
import { tooBusy, type Ctx } from '@/lib/services/context';
import { loadMessages } from './messages';
import { isNavigation, pageThatLeadsTo, pageThatTriesAgain, type RefusalPage } from './refusal-page';
import { resolveLocale, type Locale } from '@/lib/domain/base/locale';
import { MOST_FIELD_ERRORS } from '@/lib/domain/base/validation';
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
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The only place where an error becomes HTTP. Unknown errors show a sentence and a reference ID, never their text. */
export async function errorResponse(
  thrown: unknown,
  ctx: Ctx,
  headers: Headers,
  refusalPage?: RefusalPage,
): Promise<Response> {
  const error = asAppError(thrown);
  if (error.code === 'INTERNAL') ctx.log.error({ err: thrown }, 'a request failed for a reason of our own');
  else if (error.code === 'UNAVAILABLE') ctx.log.warn({ err: thrown }, 'a request found the database busy');
  else ctx.log.info({ refusal: error.code, key: error.key }, 'a request was refused');

  const locale = ctx.actor.kind === 'user' ? ctx.actor.language : localeOf(headers);
  const [errors, validation] = await Promise.all([translatorOf(locale, 'errors'), translatorOf(locale, 'validation')]);
  const translate = (t: Translate, ref: MessageRef<string>, fallback: string): string =>
    t(t.has(ref.key) ? ref.key : fallback, ref.params);
  const status = STATUS[error.code];
  const retryAfter: Record<string, string> = error.retryAfterSeconds
    ? { 'retry-after': String(error.retryAfterSeconds) }
    : {};
  if (refusalPage && isNavigation(headers)) {
    if (error.code === 'UNAVAILABLE')
      return pageThatTriesAgain(error.retryAfterSeconds ?? 2, { locale, sentence: errors('tries_again'), status });
    const path = refusalPage(error.code === 'RATE_LIMITED' ? 'slow_down' : 'failed');
    const sentence = translate(errors, { key: error.key, params: error.params }, error.code.toLowerCase());
    return pageThatLeadsTo(ctx.config.publicUrl + path, { locale, sentence, status, headers: retryAfter });
  }
  const fields = error.fields
    ? translateFields(error.fields, (ref) => translate(validation, ref, 'wrong_value'))
    : undefined;

  return Response.json(
    {
      error: {
        code: error.code,
        key: error.key,
        message: translate(errors, { key: error.key, params: error.params }, error.code.toLowerCase()),
        ...(fields ? { fields } : {}),
        ...(error.details ? { details: error.details } : {}),
        reference: ctx.requestId,
      },
    },
    { status, headers: retryAfter },
  );
}

/** Names are made up by whoever sends them: an answer must not grow with them. */
const LONGEST_PATH = 120;
const FIELDS_BYTES = 3_000;

function translateFields(
  fields: Record<string, MessageRef>,
  translate: (ref: MessageRef) => string,
): Record<string, string> {
  let left = FIELDS_BYTES;
  const translated: [path: string, sentence: string][] = [];
  for (const [path, ref] of Object.entries(fields).slice(0, MOST_FIELD_ERRORS)) {
    const entry: [string, string] = [
      path.length > LONGEST_PATH ? `${cutText(path, LONGEST_PATH)}…` : path,
      translate(ref),
    ];
    left -= Buffer.byteLength(JSON.stringify(entry));
    if (left < 0 && translated.length > 0) break;
    translated.push(entry);
  }
  return Object.fromEntries(translated);
}

/** Messages never change while a process runs, and making a translator costs more than all else in a refusal. */
const translators = new Map<string, Promise<Translate>>();

function translatorOf(locale: Locale, namespace: 'errors' | 'validation'): Promise<Translate> {
  const key = `${locale} ${namespace}`;
  const known = translators.get(key);
  if (known) return known;
  const made = loadMessages(locale, [namespace]).then((messages: AbstractIntlMessages) =>
    asTranslate(createTranslator({ locale, messages, namespace })),
  );
  translators.set(key, made);
  return made;
}

/** A database that restarts is back in seconds; room on its disk takes a person. */
const UNAVAILABLE = {
  away: { key: 'database_away', retryAfterSeconds: 2 },
  disk_full: { key: 'disk_full', retryAfterSeconds: 30 },
} as const;

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ProviderError) {
    // The CRM answered, and well: what was asked for is not there.
    if (thrown.kind === 'not_found') return new AppError('NOT_FOUND', { key: 'provider_not_found', cause: thrown });
    return new AppError('PROVIDER_FAILED', { key: `provider_${thrown.kind}`, cause: thrown });
  }
  const unavailable = unavailabilityOf(thrown);
  if (unavailable === 'busy') return tooBusy(thrown);
  if (unavailable !== null) return new AppError('UNAVAILABLE', { ...UNAVAILABLE[unavailable], cause: thrown });
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
