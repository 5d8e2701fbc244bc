import { scryptSync } from 'node:crypto';

/** A stored password, read as any other and derived in a millisecond: a hash says itself what it costs. */
export function cheapHash(password: string, { p = 2 } = {}): string {
  const cost = { N: 1024, r: 8, p };
  const key = scryptSync(password, 'salt', 32, cost);
  return ['scrypt', cost.N, cost.r, cost.p, 'c2FsdA', key.toString('base64url')].join('$');
}
