import { NextResponse, type NextRequest } from 'next/server';
import type { z } from 'zod';
import { TICKET_MS } from '@/lib/services/define-ticket';
import { sealSessionCookie } from './auth';
import { cookieAttributes, cookieName, sessionCookieName } from './cookies';
import { readSessionToken } from './session-token';

/** Cookies of a sign-in that isn't finished. They hold sealed tickets, and open no page and no other route. */
const STEP = () => cookieName('step');
const CHALLENGE = () => cookieName('passkey');

/** As a header, because next-auth makes the response that it goes with. */
export function secondStepCookie(ticket: string): string {
  const carrier = new NextResponse();
  carrier.cookies.set(STEP(), ticket, { ...cookieAttributes(), maxAge: TICKET_MS / 1000 });
  return carrier.headers.get('set-cookie') ?? '';
}

export function readSecondStepCookie(jar: { get(name: string): { value: string } | undefined }): string | undefined {
  return jar.get(STEP())?.value;
}

/** What a browser in the middle of a sign-in sent along. */
export async function readSignInCookies(request: NextRequest) {
  return {
    ticket: readSecondStepCookie(request.cookies),
    challengeTicket: request.cookies.get(CHALLENGE())?.value,
    /** The browser's previous session, which ends with the new sign-in. */
    formerToken: await readSessionToken(request.cookies.get(sessionCookieName())?.value),
  };
}

/** An answer that comes with cookies. */
export function answerWith<S extends z.ZodType>(schema: S, value: z.input<S>): NextResponse {
  return NextResponse.json(schema.parse(value));
}

export function setChallengeCookie(response: NextResponse, challengeTicket: string): void {
  response.cookies.set(CHALLENGE(), challengeTicket, { ...cookieAttributes(), maxAge: TICKET_MS / 1000 });
}

/** The sign-in is finished: the session begins, and its tickets go. */
export async function startSession(response: NextResponse, sessionToken: string): Promise<NextResponse> {
  for (const name of [STEP(), CHALLENGE()]) response.cookies.set(name, '', { ...cookieAttributes(), maxAge: 0 });
  const { name, value, options } = await sealSessionCookie(sessionToken);
  response.cookies.set(name, value, options);
  return response;
}
