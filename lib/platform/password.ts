import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Stored with every hash, so that they can be raised without locking anybody out. OWASP's figures for 64 MB; about 200 ms. */
const COST = { N: 2 ** 16, r: 8, p: 2 };
const KEY_BYTES = 32;

/** `scrypt$N$r$p$salt$hash`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Takes equally long for a user who doesn't exist or has no password: without a stored hash, the same work is done
 * against a hash that no password matches.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const parsed = stored ? readStored(stored) : null;
  const { cost, salt, hash } = parsed ?? { cost: COST, salt: randomBytes(16), hash: randomBytes(KEY_BYTES) };
  const same = timingSafeEqual(await derive(password, salt, cost), hash);
  // A hash from when the work was less must not answer sooner than nobody's. N and r were never others.
  if (cost.p < COST.p) await derive(password, salt, { ...cost, p: COST.p - cost.p });
  return parsed !== null && same;
}

/** Whether it was made when passwords took less work. */
export function isOutdated(stored: string): boolean {
  const parsed = readStored(stored);
  return parsed !== null && parsed.cost.p < COST.p;
}

interface Cost {
  N: number;
  r: number;
  p: number;
}

function readStored(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  const [scheme, N, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) return null;
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Normalize, because keyboards compose accents differently.
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
