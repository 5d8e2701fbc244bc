import { NextResponse, type NextRequest } from 'next/server';
import type { z } from 'zod';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import type { StartedTest } from '@/lib/services/sso-sign-in/test-connector';
import { setTransactionCookie } from './transaction-cookies';

/** What a page gets that began a test sign-in: the provider's address, and a cookie that binds the test to the browser. */
export function startedTest(
  request: NextRequest,
  start: StartedTest,
): NextResponse | z.input<typeof startedTestSchema> {
  if (start.kind === 'failed') return { transactionId: null, authorizeUrl: null, result: start.result };
  const { transactionId, secret, authorizeUrl } = start.transaction;
  const response = NextResponse.json(startedTestSchema.parse({ transactionId, authorizeUrl, result: null }));
  setTransactionCookie(request, response, { transactionId, secret });
  return response;
}
