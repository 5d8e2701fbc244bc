/** The texts to find. */
export interface Hit<T> {
  what: T;
  from: number;
  to: number;
}

/** Shorter text could match by chance. */
export const MIN_LENGTH = 12;

/**
 * Looks for any of thousands of texts in one pass over the bytes. It watches for their last four bytes: beginnings are
 * alike (all session cookies begin in the same way), ends are not.
 */
export class Finder<T> {
  readonly #byEnd = new Map<number, { bytes: Buffer; what: T }[]>();
  readonly #isEnd = new Uint8Array(1 << 16);

  constructor(entries: Iterable<readonly [bytes: Buffer, what: T]>) {
    for (const [bytes, what] of entries) {
      if (bytes.length < MIN_LENGTH) throw new Error(`${bytes.length} bytes are too few to look for`);
      const end = bytes.readInt32LE(bytes.length - 4);
      this.#isEnd[slotOf(end)] = 1;
      this.#byEnd.set(end, [...(this.#byEnd.get(end) ?? []), { bytes, what }]);
    }
  }

  /** The first place of each. */
  find(text: Buffer): Hit<T>[] {
    const hits = new Map<T, Hit<T>>();
    let lastFour = 0;
    for (let index = 0; index < text.length; index += 1) {
      lastFour = (lastFour >>> 8) | ((text[index] ?? 0) << 24);
      if (this.#isEnd[slotOf(lastFour)] === 0) continue;
      for (const { bytes, what } of this.#byEnd.get(lastFour) ?? []) {
        const from = index + 1 - bytes.length;
        if (from < 0 || hits.has(what) || text.compare(bytes, 0, bytes.length, from, index + 1) !== 0) continue;
        hits.set(what, { what, from, to: index + 1 });
      }
    }
    return [...hits.values()];
  }
}

/** In what writings a secret could stand: as it is, in JSON, in an address, in a form, in a page. */
export function encodingsOf(secret: string): Buffer[] {
  const inPage: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
  const writings = new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    secret.replaceAll(/[&<>"']/g, (sign) => inPage[sign] ?? sign),
    Buffer.from(secret).toString('base64url'),
  ]);
  return [...writings].map((text) => Buffer.from(text));
}

function slotOf(four: number): number {
  return Math.imul(four, 0x9e3779b1) >>> 16;
}
