import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as nodeCrypto from 'node:crypto';
import { createSealer, fingerprint, hashSecret, isSameSecret, newSecret, SealBrokenError, type Place } from './crypto';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>();
  return { ...real, timingSafeEqual: vi.fn(real.timingSafeEqual) };
});

const key = (id: string, first = 0) => ({
  id,
  key: Buffer.from(Array.from({ length: 32 }, (_, index) => (first + index) % 256)),
});
const PLACE: Place = { table: 'AuthGrant', row: '0192f0c1-0000-7000-8000-000000000001', column: 'refreshToken' };

describe('S-20: encrypted text', () => {
  // Made by another implementation of AES-256-GCM: key 00…1f, IV 00…0b, bound to `v1|table|row|column|key id`.
  it.each([
    ['k1', 'na1-1f2e-refresh-token', 'v1.k1.AAECAwQFBgcICQoL.KWPnNvSD8H6gM_Ltw4wLBa6i6F-VFbXLDROw_dIQHazNmNvC2wU'],
    ['k1', '', 'v1.k1.AAECAwQFBgcICQoL.fERTiy3VNnSglEdMM1b4FA'],
    ['k2', 'Clé secrète – 🔑', 'v1.k2.AAECAwQFBgcICQoL.BG4VsuWWp3j_gj__1Mma7RD2d6tk6txD2SRDmGxfTcbXcRz4KGI'],
  ])('matches the known answer with %s: %j', (id, plain, sealed) =>
    expect(createSealer([key(id)]).open(sealed, PLACE)).toBe(plain),
  );

  const sealer = createSealer([key('k2', 7), key('k1')]);
  const sealed = sealer.seal('a secret', PLACE);

  it('names its key, is different each time, and can be decrypted in its own place', () => {
    expect(sealed).toMatch(/^v1\.k2\.[\w-]{16}\.[\w-]+$/);
    expect(sealer.seal('a secret', PLACE)).not.toBe(sealed);
    expect(sealer.open(sealed, PLACE)).toBe('a secret');
    expect(sealed).not.toContain('secret');
  });

  it.each<[string, Partial<Place>]>([
    ['another table', { table: 'AuthMethod' }],
    ['another row', { row: '0192f0c1-0000-7000-8000-000000000002' }],
    ['another column', { column: 'accessToken' }],
    [
      'a place that reads the same when joined',
      { table: 'AuthGrant|0192f0c1-0000-7000-8000-000000000001', row: 'refreshToken', column: '' },
    ],
  ])("can't be decrypted in %s", (_name, elsewhere) =>
    expect(() => sealer.open(sealed, { ...PLACE, ...elsewhere })).toThrow(SealBrokenError),
  );

  it("can't be decrypted with any bit changed", () => {
    const [format = '', id = '', iv = '', body = ''] = sealed.split('.');
    const flipped = (text: string, bit: number) => {
      const bytes = Buffer.from(text, 'base64url');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('base64url');
    };
    const bits = (text: string) => Array.from({ length: Buffer.from(text, 'base64url').length * 8 }, (_, bit) => bit);
    const changed = [
      ...bits(iv).map((bit) => [format, id, flipped(iv, bit), body]),
      ...bits(body).map((bit) => [format, id, iv, flipped(body, bit)]),
    ];
    expect(changed.length).toBeGreaterThan(250);
    for (const parts of changed) expect(() => sealer.open(parts.join('.'), PLACE)).toThrow(SealBrokenError);
  });

  it("can't be decrypted if relabelled, truncated, extended or re-encoded", () => {
    const [, , iv = '', body = ''] = sealed.split('.');
    const wrong = [
      `v2.k2.${iv}.${body}`,
      `v1.k1.${iv}.${body}`,
      `v1.k9.${iv}.${body}`,
      `v1.k2.${iv}.${body}.x`,
      `v1.k2.${iv}`,
      `v1.k2.${iv}.${body}=`,
      `v1.k2.${iv} .${body}`,
      sealed.slice(0, -4),
      `v1.k2..${body}`,
      `v1.k2.${iv}.`,
      '',
      '....',
    ];
    for (const text of wrong) expect(() => sealer.open(text, PLACE)).toThrow(SealBrokenError);
  });

  it("can't be decrypted without its key, and the error reveals nothing", () => {
    const stranger = createSealer([key('k2', 9)]);
    expect(() => stranger.open(sealed, PLACE)).toThrow(SealBrokenError);
    expect(() => createSealer([key('k3', 7)]).open(sealed, PLACE)).toThrow('key k2 is not in the ring');
    expect(() => createSealer([])).toThrow('empty');
    expect(() => createSealer([{ id: 'k1', key: Buffer.alloc(16) }])).toThrow('16 bytes');
  });
});

describe('S-26: comparing secrets', () => {
  beforeEach(() => {
    vi.mocked(nodeCrypto.timingSafeEqual).mockClear();
  });

  it.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'ab', false],
    ['', '', true],
    ['é', 'e\u0301', false],
  ])('%j and %j: %s, by timingSafeEqual on digests of one length', (a, b, same) => {
    expect(isSameSecret(a, b)).toBe(same);
    const [[left, right] = []] = vi.mocked(nodeCrypto.timingSafeEqual).mock.calls;
    expect([left?.byteLength, right?.byteLength]).toEqual([32, 32]);
  });
});

describe('random secrets', () => {
  it('have 256 bits, are stored as a digest, and are told apart by fingerprints that reveal nothing', () => {
    const secrets = Array.from({ length: 1000 }, newSecret);
    expect(new Set(secrets).size).toBe(1000);
    for (const secret of secrets.slice(0, 20)) {
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
      expect(hashSecret(secret)).toMatch(/^[0-9a-f]{64}$/);
      expect(fingerprint(secret)).toMatch(/^sha256:[0-9a-f]{12}$/);
      expect(hashSecret(secret)).not.toContain(secret);
    }
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
