import { NextResponse } from 'next/server';
import type { Ctx } from '@/lib/services/context';

/** Redirects to one of our pages after a provider's callback. The origin comes only from the configuration. */
export function redirectToOwn(ctx: Pick<Ctx, 'config'>, path: `/${string}`): NextResponse {
  return redirectTo(ctx.config.publicUrl + path);
}

/** Redirects to the provider. 303, so that the browser forwards neither the request body nor our URL. */
export function redirectTo(url: string): NextResponse {
  return NextResponse.redirect(url, {
    status: 303,
    headers: { 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  });
}
