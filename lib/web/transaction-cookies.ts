import type { NextRequest, NextResponse } from 'next/server';
import { TRANSACTION_MS } from '@/lib/domain/connection/auth-method';
import type { BrowserBinding } from '@/lib/services/oauth/start-transaction';
import { cookieAttributes, cookieName } from './cookies';

/**
 * What ties an authorization flow to a provider to one browser: a cookie for each flow, so that two tabs do not spoil each other's.
 * Its name carries the transaction's id, whose beginning is the time: the oldest goes when there are too many.
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

/** An authorization flow that came back needs its cookie no more. */
export function dropTransactionCookie(response: NextResponse, transactionId: string): void {
  response.cookies.set(PREFIX() + transactionId, '', { ...cookieAttributes(), maxAge: 0 });
}
