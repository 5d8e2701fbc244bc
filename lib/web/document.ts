import { createHash } from 'node:crypto';

/** Made at the first request and kept: what it is made from never changes while a process runs. */
export function once(make: (publicUrl: string) => unknown): (publicUrl: string) => StoredDocument {
  let made: StoredDocument | null = null;
  return (publicUrl) => (made ??= new StoredDocument(JSON.stringify(make(publicUrl))));
}

/** A JSON document that costs next to nothing to serve: kept as bytes, and not sent to a reader who has it. */
class StoredDocument {
  readonly #bytes: Buffer<ArrayBuffer>;
  readonly #etag: string;

  constructor(text: string) {
    this.#bytes = Buffer.from(text);
    this.#etag = `"${createHash('sha256').update(this.#bytes).digest('base64url').slice(0, 27)}"`;
  }

  answer(headers: Headers): Response {
    // no-transform, because Next would compress it anew for every reader, and takes the header from one that is compressed.
    const kept = { etag: this.#etag, 'cache-control': 'no-cache, no-transform' };
    if (this.#isKnownTo(headers.get('if-none-match'))) return new Response(null, { status: 304, headers: kept });
    return new Response(this.#bytes, { headers: { ...kept, 'content-type': 'application/json' } });
  }

  /** RFC 9110, 13.1.2: a weak comparison, so `W/` makes no difference. */
  #isKnownTo(ifNoneMatch: string | null): boolean {
    if (ifNoneMatch === null) return false;
    const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
    return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(this.#etag));
  }
}
