import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { AppError } from '@/lib/domain/base/app-error';
import { PASSWORD_TURN_RETRY_SECONDS } from '@/lib/domain/people/limits';
import { addressOf } from '@/lib/services/limit-rate';
import { isStrangersLineFull } from '@/lib/services/sessions/admit-password';
import { isKnownBrowser } from '@/lib/services/sessions/remember-account';
import { authOptions, type SignInStage } from '@/lib/web/auth';
import { createContext } from '@/lib/web/context';
import { deployment } from '@/lib/web/deployment';
import { errorResponse } from '@/lib/web/error-response';
import { readKnownBrowser, withKnownBrowser } from '@/lib/web/known-browser-cookie';
import { BODY_LIMIT, readAtMost, readJsonBody } from '@/lib/web/request-body';
import { isFromOurPages } from '@/lib/web/same-origin';
import { secondStepCookie } from '@/lib/web/ticket-cookies';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  // Next answers HEAD with the handler of GET, and next-auth's may set cookies.
  if (request.method === 'HEAD') return refusal(405);
  if (request.method !== 'GET' && !isFromOurPages(request.headers, deployment().publicUrl)) return refusal(403);
  // next-auth never sees our providers: a callback that reaches it would answer with an error.
  const { nextauth } = await context.params;
  if (request.method === 'GET' && nextauth[0] === 'callback') return refusal(404);
  // Asked before the body is read.
  const waitSeconds = request.method === 'POST' && nextauth[0] === 'callback' ? await secondsToWait(request) : null;
  if (waitSeconds !== null) return slowDown(waitSeconds);
  let bounded: NextRequest;
  try {
    bounded = await withBoundedBody(request);
  } catch (error) {
    if (error instanceof AppError && error.key === 'body_too_large') return refusal(413);
    const answer = await errorResponse(error, createContext({ kind: 'anonymous' }, request.headers), request.headers);
    answer.headers.set('cache-control', 'no-store');
    return answer;
  }
  let begun: SignInStage | undefined;
  const options = authOptions(request, (stage) => {
    begun = stage;
  });
  const answer: Response = await NextAuth(bounded, context, options);
  const response = begun === undefined ? answer : withKnownBrowser(answer, begun.knownBrowser);
  response.headers.set('cache-control', 'no-store');
  if (begun?.kind === 'second-step') response.headers.append('set-cookie', secondStepCookie(begun.ticket));
  if (new URL(request.url).pathname.endsWith('/signout') && request.method === 'POST') {
    response.headers.set('clear-site-data', '"cache", "storage"');
  }
  return response;
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

/** next-auth reads a body of any size, and fails on JSON that is none. Its forms hold an address, a password and a token. */
async function withBoundedBody(request: NextRequest): Promise<NextRequest> {
  if (request.method === 'GET') return request;
  const isJson = request.headers.get('content-type')?.includes('application/json') === true;
  const body = isJson ? JSON.stringify(await readJsonBody(request, BODY_LIMIT)) : await readAtMost(request, BODY_LIMIT);
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}

export { handler as GET, handler as POST };
