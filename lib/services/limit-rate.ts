import { AppError } from '@/lib/domain/base/app-error';
import type { BucketByAddress, BucketByUser } from '@/lib/platform/rate-limit';
import { requireUser, type Ctx } from './context';

/** Throws RATE_LIMITED when the caller has used up what their address, or their account, may do in this bucket. */
export async function limitRate(ctx: Ctx, bucket: BucketByUser | BucketByAddress): Promise<void> {
  const key = isByAddress(bucket) ? addressOf(ctx) : requireUser(ctx).userId;
  const { retryAfterSeconds } = await ctx.limits.take(bucket, key);
  if (retryAfterSeconds !== null) throw tooFast(retryAfterSeconds);
}

export function tooFast(retryAfterSeconds: number): AppError {
  return new AppError('RATE_LIMITED', { retryAfterSeconds });
}

/** What an address is counted under. */
export function addressOf(ctx: Ctx): string {
  return ctx.client.ip ?? 'unknown';
}

/** Failures count under the address; everything a signed-in user does, under the user. */
export function isByAddress(bucket: BucketByUser | BucketByAddress): bucket is BucketByAddress {
  return bucket.endsWith('-by-ip');
}
