import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { MENU_MODULES } from '@/lib/domain/base/modules';
import { permissionOf } from '@/lib/domain/base/permission-choice';
import { PERMISSIONS, type Permission } from '@/lib/domain/base/permissions';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { fillMaker } from './support/filled-maker';
import { signInAsNewUser } from './support/people';
import { sendRaw } from './support/raw-request';
import { makerUrl } from './support/target';

/**
 * S-70: which rights each page asks for, first the one to see what it is about. From the registry and by hand, not from the pages,
 * so that a page which forgets to ask is noticed. `signed-in` asks for no right, `anybody` not even for that.
 */
const PAGES: Record<string, readonly Permission[] | 'signed-in' | 'anybody'> = {
  ...pagesOfModules(),
  '/': 'anybody',
  '/login': 'anybody',
  '/login/second-step': 'anybody',
  '/setup': 'anybody',
  '/set-password': 'anybody',
  '/connect/not-for-this-request': 'anybody',
  '/connect/sign-in-refused': 'anybody',
  '/connect/activation/[transactionId]': ['auth-methods.access'],
  '/connect/sign-in-test/[transactionId]': ['sso-connectors.modify'],
  '/connect/confirmed': 'signed-in',
  '/banner': 'signed-in',
  '/banner/account': 'signed-in',
  '/maker': 'signed-in',
  '/maker/[...rest]': 'signed-in',
  '/maker/no-access': 'signed-in',
  '/maker/authentication-methods/[id]/history': ['auth-methods.access', 'history.access'],
  // Forms that name something that is there.
  '/maker/sso-connectors/new': ['sso-connectors.access', 'sso-connectors.create'],
  '/maker/crm/new': ['crm.access', 'crm.create'],
  '/maker/lines/new': ['lines.access', 'lines.create'],
  '/maker/users/new': ['users.access', 'users.create'],
  '/maker/profiles/new': ['profiles.access', 'profiles.create'],
  '/maker/sso-connectors/[id]/attempts': ['sso-connectors.access'],
  '/maker/sso-connectors/[id]/history': ['sso-connectors.access', 'history.access'],
  '/maker/crm/[id]/objects/[objectId]': ['crm.access'],
  '/maker/crm/[id]/screen-pop': ['crm.access'],
  '/maker/crm/[id]/screen-pop/new': ['crm.access', 'crm.modify'],
  '/maker/crm/[id]/screen-pop/[scenarioId]': ['crm.access'],
  '/maker/crm/[id]/interaction-assignment': ['crm.access'],
  '/maker/crm/[id]/interaction-assignment/new': ['crm.access', 'crm.modify'],
  '/maker/crm/[id]/interaction-assignment/[ruleId]': ['crm.access'],
  '/maker/crm/[id]/coverage': ['crm.access'],
  '/maker/crm/[id]/settings': ['crm.access'],
  '/maker/users/[id]/access': ['users.access'],
  '/maker/users/[id]/history': ['users.access', 'history.access'],
  '/maker/roles/[id]/history': ['roles.access', 'history.access'],
  '/maker/interactions/[id]': ['interactions.access'],
  '/maker/history/verification': ['history.access'],
  '/maker/settings': 'signed-in',
  '/maker/settings/account': 'signed-in',
  '/maker/settings/api-keys': ['api-keys.access'],
  '/maker/settings/excluded-numbers': ['settings.access'],
};

/** What every module has by the registry: its list, and where something can be made the form for it and the page of one. */
function pagesOfModules(): Record<string, readonly Permission[]> {
  const found: Record<string, readonly Permission[]> = {};
  for (const { module, path } of MENU_MODULES) {
    found[`/maker/${path}`] = [`${module}.access`];
    const create = permissionOf(module, 'create');
    if (create === null) continue;
    found[`/maker/${path}/new`] = [create];
    found[`/maker/${path}/[id]`] = [`${module}.access`];
  }
  return found;
}

interface Page {
  pattern: string;
  needs: readonly Permission[] | 'signed-in' | 'anybody';
  /** With something in it that exists. */
  path: string;
}

/** A pattern's address among those that the filled Maker has. */
function addressOf(pattern: string, paths: readonly string[]): string {
  if (pattern === '/maker/[...rest]') return '/maker/nothing-here';
  if (!pattern.includes('[')) return pattern;
  // Ids, so that `new` is not taken for one.
  const form = new RegExp(`^${pattern.replaceAll(/\[\w+\]/g, '[0-9a-f-]{36}')}$`);
  const path = paths.find((candidate) => form.test(candidate));
  if (path === undefined) throw new Error(`The filled Maker has nothing for ${pattern}`);
  return path;
}

interface Answer {
  status: number;
  to: string | null;
  body: string;
}

async function ask(path: string, cookie: string | null, more: readonly string[] = []): Promise<Answer> {
  const own = cookie === null ? [] : [`cookie: ${cookie}`];
  const { status, headers, body } = await sendRaw(makerUrl(), [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(makerUrl()).host}`,
    ...own,
    ...more,
  ]);
  return { status, to: /^location: (.*)$/im.exec(headers)?.[1]?.trim().replace(makerUrl(), '') ?? null, body };
}

/** What somebody with these rights is answered: `ok`, or where they are sent. `null` is nobody. */
function expected({ pattern, needs }: Page, rights: readonly Permission[] | null): string[] {
  if (pattern === '/') return [rights === null ? '/login' : rights.length > 0 ? '/maker' : '/banner'];
  // Only in the middle of a sign-in is there anything on it.
  if (pattern === '/login/second-step') return ['/login?notice=second_step_over&next=%2F'];
  if (needs === 'anybody') return ['ok', '/'];
  if (rights === null) return ['/login?next'];
  if (pattern.startsWith('/banner') || pattern.startsWith('/connect/'))
    return needs === 'signed-in' || needs.every((right) => rights.includes(right)) ? ['ok'] : missing(needs, rights);
  // The Maker is for whoever has any right in it.
  if (rights.length === 0) return needs === 'signed-in' ? ['/banner'] : ['/banner', ...missing(needs, rights)];
  if (pattern === '/maker/[...rest]') return ['not found'];
  if (pattern === '/maker/settings')
    return [
      rights.includes('settings.access')
        ? 'ok'
        : rights.includes('api-keys.access')
          ? '/maker/settings/api-keys'
          : '/maker/settings/account',
    ];
  if (needs === 'signed-in' || needs.every((right) => rights.includes(right))) return ['ok'];
  return missing(needs, rights);
}

const missing = (needs: readonly Permission[], rights: readonly Permission[]) =>
  needs.filter((right) => !rights.includes(right)).map((right) => `/maker/no-access?permission=${right}`);

function outcome({ status, to }: Answer): string {
  if (to !== null && status === 307) return to.replace(/^\/login\?next=.*$/, '/login?next');
  return status === 200 ? 'ok' : status === 404 ? 'not found' : `${status}`;
}

test('S-70: the table lists exactly the existing pages', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, '')}`);
  expect(files.sort()).toEqual(Object.keys(PAGES).sort());
});

test('S-70: each page with each role: shown if allowed, otherwise redirected without details', async ({
  adminPage,
}) => {
  test.setTimeout(300_000);
  const request = adminPage.request;
  const api = new Api(request);
  const canary = `canary${Date.now()}`;
  const { paths } = await fillMaker(request, canary);
  const pages = Object.entries(PAGES).map(([pattern, needs]): Page => ({
    pattern,
    needs,
    path: addressOf(pattern, paths),
  }));
  const wrong: string[] = [];

  const check = async (who: string, page: Page, rights: readonly Permission[] | null, cookie: string | null) => {
    const allowed = expected(page, rights);
    const answer = await ask(page.path, cookie);
    if (!allowed.includes(outcome(answer)))
      wrong.push(`${who} ${page.pattern}: ${outcome(answer)} instead of ${allowed.join(' or ')}`);
    // Its name is no secret to who may see the thing itself, and only lacks the right to its history or to change it.
    const isShownToUser =
      rights !== null &&
      typeof page.needs !== 'string' &&
      page.needs.slice(0, 1).every((right) => rights.includes(right));
    if (isShownToUser || allowed.includes('ok')) return answer;
    // The same asked for as a link within the application asks.
    const payload = await ask(page.path, cookie, ['rsc: 1']);
    for (const { body } of [answer, payload])
      if (body.includes(canary)) wrong.push(`${who} ${page.pattern}: shows what is protected`);
    return answer;
  };

  // What an administrator is shown makes the refusals worth something.
  const { cookies } = await request.storageState();
  const administrator = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const bare: string[] = [];
  for (const page of pages) {
    const { body } = await check('an administrator', page, PERMISSIONS, administrator);
    if (!body.includes(canary) && typeof page.needs !== 'string') bare.push(page.pattern);
  }
  // Empty forms that name nothing of what is there ask for the right to create alone, the verification of the history only counts, and
  // excluded numbers have no names; every other page shows something.
  expect(bare.sort()).toEqual(
    pages
      .filter(({ needs }) => typeof needs !== 'string' && needs[0]?.endsWith('.create'))
      .map(({ pattern }) => pattern)
      .concat('/maker/history/verification', '/maker/settings/excluded-numbers')
      .sort(),
  );

  for (const page of pages) await check('nobody', page, null, null);

  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await api.get('/api/roles'));
  const rights: Record<string, readonly Permission[]> = {
    Administrator: PERMISSIONS,
    Auditor: PERMISSIONS.filter((right) => right.endsWith('.access')),
    Agent: [],
  };
  for (const [name, granted] of Object.entries(rights)) {
    const roleId = items.find((role) => role.name === name)?.id ?? '';
    const { cookie } = await signInAsNewUser(request, {
      name,
      email: `${name.toLowerCase()}-${Date.now()}@example.com`,
      roleId,
    });
    for (const page of pages) await check(name, page, granted, cookie);
  }

  // One person whose role changes: rights count from the next request on.
  const role = { name: `Walker ${Date.now()}`, description: '', permissions: [] as Permission[] };
  const roleId = await api.create('/api/roles', role);
  const { cookie } = await signInAsNewUser(request, {
    name: 'Walker',
    email: `walker-${Date.now()}@example.com`,
    roleId,
  });
  for (const page of pages) await check('no right at all', page, [], cookie);
  let version = 1;
  const give = async (permissions: readonly Permission[]) => {
    ({ version } = z
      .object({ version: z.number() })
      .parse(await api.patch(`/api/roles/${roleId}`, { ...role, permissions, version })));
  };
  const asking = pages.flatMap((page) => (typeof page.needs === 'string' ? [] : [{ ...page, needs: page.needs }]));
  for (const right of new Set(asking.flatMap(({ needs }) => needs))) {
    const others = PERMISSIONS.filter((other) => other !== right);
    await give(others);
    for (const page of asking.filter(({ needs }) => needs.includes(right)))
      await check(`all but ${right}`, page, others, cookie);
  }
  for (const needs of new Set(asking.map((page) => page.needs.join()))) {
    const [first] = asking.filter((page) => page.needs.join() === needs);
    await give(first?.needs ?? []);
    for (const page of asking.filter((candidate) => candidate.needs.join() === needs))
      await check(`only ${needs}`, page, page.needs, cookie);
  }
  expect(wrong).toEqual([]);
});
