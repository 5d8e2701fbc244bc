import { describe, expect, it } from 'vitest';
import { once } from './document';

describe('a document that is made once', () => {
  let made = 0;
  const document = once((publicUrl) => {
    made += 1;
    return { publicUrl, text: 'x'.repeat(2_000) };
  });
  const ask = (headers: Record<string, string> = {}) =>
    document('https://maker.example.com').answer(new Headers(headers));
  const etag = ask().headers.get('etag') ?? '';

  it('is made at the first request alone', () => {
    for (let request = 0; request < 20; request += 1) ask();
    expect(made).toBe(1);
  });

  it('is not sent to a reader who has it, weakly compared', () => {
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, `"a",W/${etag}`, '*']) {
      const answer = ask({ 'if-none-match': tag });
      expect([answer.status, answer.body, answer.headers.get('etag')], tag).toEqual([304, null, etag]);
    }
    for (const tag of ['"other"', '', etag.slice(0, -2)]) expect(ask({ 'if-none-match': tag }).status, tag).toBe(200);
  });

  it('is compressed by nobody on the way', () => {
    expect(ask({ 'accept-encoding': 'gzip' }).headers.get('cache-control')).toBe('no-cache, no-transform');
  });
});
