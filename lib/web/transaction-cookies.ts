import type { NextRequest, NextResponse } from 'next/server';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import type { BrowserBinding } from '@/lib/services/oauth/internal';
import { cookieAttributes, cookieName } from './cookies';

/**
 * Ties each authorization flow to one browser by a cookie of its own, so that two tabs don't interfere. The name
 * carries the transaction ID, which begins with the time: with too many cookies, the oldest is dropped.
 */
const PREFIX = () => cookieName('txn-');
const MOST = 5;

export function setTransactionCookie(request: NextRequest, response: NextResponse, binding: BrowserBinding): void {
  const older = transactionCookies(request)
    .map(({ transactionId }) => transactionId)
    .sort();
  for (const transactionId of older.slice(0, Math.max(0, older.length - (MOST - 1))))
    dropTransactionCookie(response, transactionId);
  response.cookies.set(PREFIX() + binding.transactionId, binding.secret, {
    ...cookieAttributes(),
    maxAge: TRANSACTION_MS / 1000,
  });
}

export function transactionCookies(request: NextRequest): BrowserBinding[] {
  const prefix = PREFIX();
  return request.cookies
    .getAll()
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, value }) => ({ transactionId: name.slice(prefix.length), secret: value }));
}

/** Clears the cookie of a flow that has returned. */
export function dropTransactionCookie(response: NextResponse, transactionId: string): void {
  response.cookies.set(PREFIX() + transactionId, '', { ...cookieAttributes(), maxAge: 0 });
}
