import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createUserLink } from '@/lib/services/users/create-user-link';
import { ensureFirstAdministrator } from '@/lib/services/users/ensure-first-administrator';
import { PUBLIC_URL, startWorld, type Browser } from '../../support/connect-world';
import { callRoute, routeNamed } from '../../support/route-walk';

/** Passwords that others try first are refused wherever one is chosen. */
const world = await startWorld();
const CURRENT = 'correct horse battery';
/** Read as any other, and derived in a millisecond: a hash says itself what it costs. */
const currentHash = [
  'scrypt',
  1024,
  8,
  1,
  'c2FsdA',
  scryptSync(CURRENT, 'salt', 32, { N: 1024, r: 8, p: 1 }).toString('base64url'),
].join('$');

const REFUSED: [password: string, key: string][] = [
  ['1qaz2wsx3edc', 'password_known'],
  [' Qwerty123456', 'password_known'],
  ['ManchesterUnited', 'password_known'],
  ['Localhost-2026!', 'password_own_words'],
  ['P3rson.Person.1', 'password_own_words'],
];
const SENTENCES = {
  en: { password_known: 'one of the most common', password_own_words: 'little more than your name' },
  fr: { password_known: 'des plus répandus', password_own_words: 'se résume à votre nom' },
};

interface Choice {
  password: string;
  language: 'en' | 'fr';
}

async function account() {
  const { actor, browser } = await world.person();
  await world.db.user.update({ where: { id: actor.userId }, data: { passwordHash: currentHash } });
  return { actor, browser };
}

const tokenIn = (url: string) => new URL(url, PUBLIC_URL).searchParams.get('token') ?? '';
const post = (path: string, body: object, language: string, browser?: Browser) =>
  callRoute(routeNamed(`POST ${path}`), {
    body,
    headers: { 'accept-language': language },
    ...(browser ? { browser } : {}),
  });

const doors: [name: string, prepare: () => Promise<(choice: Choice) => Promise<Response>>][] = [
  [
    'a one-time link',
    async () => {
      const { actor } = await account();
      const { url } = await createUserLink(world.ctx(world.administrator.actor), { id: actor.userId });
      return ({ password, language }) => post('/api/set-password', { token: tokenIn(url), password }, language);
    },
  ],
  [
    'My account',
    async () => {
      const { actor, browser } = await account();
      return async ({ password, language }) => {
        await world.resetLimits();
        await world.db.user.update({ where: { id: actor.userId }, data: { language } });
        return post('/api/account/password', { currentPassword: CURRENT, password }, language, browser);
      };
    },
  ],
  [
    'the set-up page',
    async () => {
      await world.db.user.updateMany({ data: { isAdministrator: false } });
      const start = await ensureFirstAdministrator(world.ctx(), { admin: null });
      if (start.kind !== 'link') throw new Error(start.kind);
      const form = { token: tokenIn(start.url), name: 'Person 1', email: 'first@example.org' };
      return ({ password, language }) => post('/api/setup', { ...form, password }, language);
    },
  ],
];

describe.each(doors)('through %s', (_name, prepare) => {
  it('they are refused beside the field, in both languages; another one is fine', async () => {
    const choose = await prepare();
    for (const [index, [password, key]] of REFUSED.entries()) {
      const language = index % 2 === 0 ? 'en' : 'fr';
      const answer = await choose({ password, language });
      const { error }: { error: { fields: Record<string, string> } } = await answer.json();
      expect([answer.status, Object.keys(error.fields)], password).toEqual([400, ['password']]);
      const sentences: Record<string, string> = SENTENCES[language];
      expect(error.fields['password']).toContain(sentences[key]);
    }
    expect((await choose({ password: 'another horse battery', language: 'en' })).ok).toBe(true);
  }, 120_000);
});

it('ADMIN_PASSWORD is no exception: the start says why, and prints a link instead', async () => {
  await world.db.user.updateMany({ data: { isAdministrator: false } });
  for (const [password, key] of [
    ['1qaz2wsx3edc', 'password_known'],
    ['localhost2026', 'password_own_words'],
  ] as const)
    expect(
      await ensureFirstAdministrator(world.ctx(), { admin: { email: 'first@example.net', password } }),
    ).toMatchObject({ kind: 'refused', reasons: [{ key }] });
  expect(
    await ensureFirstAdministrator(world.ctx(), { admin: { email: 'first@example.net', password: CURRENT } }),
  ).toMatchObject({ kind: 'created' });
});
