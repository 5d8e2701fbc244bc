import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { passwordSchema } from '@/lib/domain/people/people';
import { isCommonPassword } from './common-passwords';

vi.mock('node:crypto', { spy: true });

describe('common passwords', () => {
  it.each(['1qaz2wsx3edc', 'q1w2e3r4t5y6', 'motherfucker', 'ManchesterUnited', ' qwerty123456 ', 'unbelievable'])(
    '%s is one',
    async (password) => {
      expect(await isCommonPassword(password)).toBe(true);
    },
  );

  it.each(['correct horse battery', 'another horse battery', 'x7#K2p!9Lq4@', '', 'a'.repeat(200)])(
    '%s is not',
    async (password) => {
      expect(await isCommonPassword(password)).toBe(false);
    },
  );

  it('more than 10,000 of them fit the policy', async () => {
    vi.resetModules();
    vi.mocked(createHmac).mockClear();
    const fresh = await import('./common-passwords');
    const update = vi.spyOn(Object.getPrototypeOf(createHmac('sha256', 'x')), 'update');
    await fresh.isCommonPassword('x');
    const fitting = update.mock.calls.filter(([text]) => passwordSchema.safeParse(text).success);
    expect(fitting.length).toBeGreaterThan(10_000);
    update.mockRestore();
  });

  it('a look-up is one keyed hash, whatever the password', async () => {
    for (const password of ['1qaz2wsx3edc', 'correct horse battery', '']) {
      vi.mocked(createHmac).mockClear();
      await isCommonPassword(password);
      expect(createHmac).toHaveBeenCalledTimes(1);
    }
  });
});
