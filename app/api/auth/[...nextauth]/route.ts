import type { NextRequest } from 'next/server';
import { AppError } from '@/lib/domain/base/app-error';
import { PASSWORD_TURN_RETRY_SECONDS } from '@/lib/domain/people/limits';
import { addressOf } from '@/lib/services/limit-rate';
import { isStrangersLineFull } from '@/lib/services/sessions/admit-password';
import { isKnownBrowser } from '@/lib/services/sessions/remember-account';
import { answerNotFound } from '@/lib/web/answer-not-found';
import { askNextAuth } from '@/lib/web/ask-next-auth';
import { authOptions, type SignInStage } from '@/lib/web/auth';
import { readAuthForm } from '@/lib/web/auth-form';
import { createContext } from '@/lib/web/context';
import { cookieName, sessionCookieName } from '@/lib/web/cookies';
import { deployment } from '@/lib/web/deployment';
import { errorResponse } from '@/lib/web/error-response';
import { readKnownBrowser, withKnownBrowser } from '@/lib/web/known-browser-cookie';
import { isFromOurPages } from '@/lib/web/same-origin';
import { secondStepCookie } from '@/lib/web/ticket-cookies';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** All that our pages ask next-auth for. Whatever else it could answer is no address of ours. */
const SIGN_IN = 'POST callback/credentials';
const SIGN_OUT = 'POST signout';
const ACTIONS = new Set(['GET csrf', SIGN_IN, SIGN_OUT]);

async function handler(request: NextRequest, context: Context): Promise<Response> {
  // Next answers HEAD with the handler of GET, and next-auth's sets cookies.
  if (request.method === 'HEAD') return refusal(405);
  const { nextauth } = await context.params;
  const action = `${request.method} ${nextauth.join('/')}`;
  if (!ACTIONS.has(action)) return answerNotFound(request);
  if (request.method !== 'GET' && !isFromOurPages(request.headers, deployment().publicUrl)) return refusal(403);
  // Asked before the body is read.
  const waitSeconds = action === SIGN_IN ? await secondsToWait(request) : null;
  if (waitSeconds !== null) return slowDown(waitSeconds);
  try {
    return await answer(request, { nextauth, action });
  } catch (error) {
    if (error instanceof AppError && error.key === 'body_too_large') return refusal(413);
    const refused = await errorResponse(error, createContext({ kind: 'anonymous' }, request.headers), request.headers);
    refused.headers.set('cache-control', 'no-store');
    return refused;
  }
}

async function answer(
  request: NextRequest,
  { nextauth, action }: { nextauth: string[]; action: string },
): Promise<Response> {
  const form = request.method === 'GET' ? {} : await readAuthForm(request);
  let begun: SignInStage | undefined;
  let failure: { error: unknown } | undefined;
  const options = authOptions(request, {
    onPassword: (stage) => {
      begun = stage;
    },
    onFailure: (error) => {
      failure = { error };
    },
  });
  const question = { method: request.method === 'GET' ? ('GET' as const) : ('POST' as const), action: nextauth };
  const asked = await askNextAuth(
    { ...question, form: { ...form, json: 'true' }, cookies: cookiesOf(request) },
    options,
  );
  if (failure) throw failure.error;
  if (await lacksToken(asked)) throw new AppError('FORBIDDEN', { key: 'foreign_origin' });
  const response = begun === undefined ? asked : withKnownBrowser(asked, begun.knownBrowser);
  response.headers.set('cache-control', 'no-store');
  if (begun?.kind === 'second-step') response.headers.append('set-cookie', secondStepCookie(begun.ticket));
  if (action === SIGN_OUT) response.headers.set('clear-site-data', '"cache", "storage"');
  return response;
}

/** Of the session just the one, because next-auth would clear each cookie whose name begins like it. */
function cookiesOf(request: NextRequest): Record<string, string> {
  const names = [cookieName('csrf'), sessionCookieName()];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.cookies.get(name)?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Without the token of its form, next-auth leads to a page of its own, which we don't have. */
async function lacksToken(asked: Response): Promise<boolean> {
  const { url }: { url?: string } = await asked.clone().json();
  return url !== undefined && new URL(url, deployment().publicUrl).searchParams.get('csrf') === 'true';
}

async function secondsToWait(request: NextRequest): Promise<number | null> {
  const ctx = createContext({ kind: 'anonymous' }, request.headers);
  // It has a budget of its own.
  if (isKnownBrowser(ctx, { cookie: readKnownBrowser(request) })) return null;
  if (isStrangersLineFull(ctx)) return PASSWORD_TURN_RETRY_SECONDS;
  return (await ctx.limits.peek('password-by-ip', addressOf(ctx))).retryAfterSeconds;
}

/** In the form that next-auth answers a refused sign-in, which the sign-in page reads. */
function slowDown(waitSeconds: number): Response {
  return Response.json(
    { url: `${deployment().publicUrl}/login?error=slow_down:${waitSeconds}` },
    { status: 429, headers: { 'retry-after': String(waitSeconds), 'cache-control': 'no-store' } },
  );
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } });
}

export { handler as GET, handler as POST };
