import { NextResponse } from 'next/server';
import type { Ctx } from '@/lib/services/context';

/** To a page of our own, after the answer of a provider: the path is ours, the origin comes from the configuration alone. */
export function redirectToOwn(ctx: Pick<Ctx, 'config'>, path: `/${string}`): NextResponse {
  return redirectTo(ctx.config.publicUrl + path);
}

/** To the provider. `see other`: whatever the browser sent to us is not sent on, and nothing of our address either. */
export function redirectTo(url: string): NextResponse {
  return NextResponse.redirect(url, {
    status: 303,
    headers: { 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
  });
}
