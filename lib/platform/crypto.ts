import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isNamed } from '@/lib/domain/base/is-named';

/**
 * Secrets at rest: AES-256-GCM with a random 96-bit IV.
 * A sealed text reads `v1.<key id>.<iv>.<ciphertext and tag>` (base64url) and opens only in its own place:
 * format, table, row, column and key id are authenticated with it.
 */

export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Where a sealed value is stored. */
export interface Place {
  table: string;
  row: string;
  column: string;
}

export interface Sealer {
  seal(plain: string, place: Place): string;
  /** Throws when the text was changed, moved, or sealed with a key that is not in the ring. */
  open(sealed: string, place: Place): string;
}

export class SealBrokenError extends Error {
  constructor(reason: string) {
    super(`A sealed text could not be opened: ${reason}`);
    this.name = 'SealBrokenError';
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamed(value, 'SealBrokenError');
  }
}

const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The first key seals; every key opens. A function is asked each time, because keys can be rotated while a process runs. */
export function createSealer(keys: readonly EncryptionKey[] | (() => readonly EncryptionKey[])): Sealer {
  const ring = typeof keys === 'function' ? keys : () => keys;
  currentOf(ring());
  return {
    seal(plain, place) {
      const current = currentOf(ring());
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv);
      cipher.setAAD(boundTo(place, current.id));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [FORMAT, current.id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(sealed, place) {
      const [format, keyId, ivText, bodyText, ...rest] = sealed.split('.');
      if (format !== FORMAT || !keyId || !ivText || !bodyText || rest.length > 0)
        throw new SealBrokenError('unknown format');
      const key = ring().find(({ id }) => id === keyId)?.key;
      if (!key) throw new SealBrokenError(`key ${keyId} is not in the ring`);
      const iv = Buffer.from(ivText, 'base64url');
      const body = Buffer.from(bodyText, 'base64url');
      // Node's decoder is lenient about stray characters; the round trip is not.
      if (iv.length !== IV_BYTES || body.length < TAG_BYTES) throw new SealBrokenError('wrong length');
      if (iv.toString('base64url') !== ivText || body.toString('base64url') !== bodyText)
        throw new SealBrokenError('not canonical');
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAAD(boundTo(place, keyId));
      decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        throw new SealBrokenError('changed, moved, or another key');
      }
    },
  };
}

function currentOf(ring: readonly EncryptionKey[]): EncryptionKey {
  const [current] = ring;
  if (!current) throw new Error('The key ring is empty.');
  for (const { id, key } of ring) {
    if (key.length !== 32) throw new Error(`Encryption key ${id} has ${key.length} bytes instead of 32.`);
  }
  return current;
}

function boundTo(place: Place, keyId: string): Buffer {
  return Buffer.from([FORMAT, place.table, place.row, place.column, keyId].join('|'), 'utf8');
}

/** 256 random bits, URL-safe: for session ids, states, one-time links and API keys. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The only form in which such a secret is stored. Hex. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** Constant-time comparison. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** Tells two values of a secret apart in the history without showing either. */
export function fingerprint(secret: string): string {
  return `sha256:${hashSecret(secret).slice(0, 12)}`;
}
