import type { NextRequest } from 'next/server';
import { AppError } from '@/lib/domain/base/app-error';
import { createContext } from './context';
import { errorResponse } from './error-response';

/** As a stranger: who asks makes no difference, and nothing is looked up. */
export async function answerNotFound(request: NextRequest): Promise<Response> {
  const ctx = createContext({ kind: 'anonymous' }, request.headers);
  const answer = await errorResponse(new AppError('NOT_FOUND'), ctx, request.headers);
  answer.headers.set('cache-control', 'no-store');
  answer.headers.set('x-request-id', ctx.requestId);
  return answer;
}
