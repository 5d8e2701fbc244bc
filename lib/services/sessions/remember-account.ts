import { z } from 'zod';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import type { Ctx } from '../context';

/**
 * What a browser shows to prove that somebody signed in there before: a sealed list of accounts, each with a random
 * nonce of this browser. It signs nobody in. It only gives the browser a budget of its own for wrong passwords and
 * started sign-ins, which nobody else can use up.
 */
const knownSchema = z.array(z.object({ account: z.string(), nonce: z.string(), at: z.number() }));
type Known = z.infer<typeof knownSchema>;

/** Desks are shared, cookies are small. */
const MOST_ACCOUNTS = 8;
export const KNOWN_BROWSER_MS = 180 * 24 * 60 * 60_000;
const PLACE = { table: 'cookie', row: 'browser', column: 'accounts' };

/** The cookie's text once somebody has signed in; `account` is the email, or the connector. */
export function rememberAccount(ctx: Ctx, input: { cookie: string | null | undefined; account: string }): string {
  const key = hashSecret(input.account);
  const others = read(ctx, input.cookie).filter((known) => known.account !== key);
  const known = [{ account: key, nonce: newSecret(), at: ctx.now().getTime() }, ...others].slice(0, MOST_ACCOUNTS);
  return ctx.sealer.seal(JSON.stringify(known), PLACE);
}

/** This browser's nonce for the account, or null if nobody has signed in to it here. */
export function findBrowserNonce(
  ctx: Ctx,
  input: { cookie: string | null | undefined; account: string },
): string | null {
  const key = hashSecret(input.account);
  return read(ctx, input.cookie).find((known) => known.account === key)?.nonce ?? null;
}

/** Whether somebody signed in here before, whoever it was. */
export function isKnownBrowser(ctx: Ctx, input: { cookie: string | null | undefined }): boolean {
  return read(ctx, input.cookie).length > 0;
}

function read(ctx: Ctx, text: string | null | undefined): Known {
  if (!text || text.length > 4096) return [];
  try {
    const oldest = ctx.now().getTime() - KNOWN_BROWSER_MS;
    return knownSchema.parse(JSON.parse(ctx.sealer.open(text, PLACE))).filter(({ at }) => at > oldest);
  } catch {
    // Cut, made up, or sealed with a key that is no longer in the ring: a browser like any other.
    return [];
  }
}
