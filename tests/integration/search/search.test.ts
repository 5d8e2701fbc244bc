import { beforeAll, describe, expect, it } from 'vitest';
import { createRole } from '@/lib/services/roles/create-role';
import { searchEntities } from '@/lib/services/search/search-entities';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { createUser } from '@/lib/services/users/create-user';
import { configureArticle, type ArticleWorld } from '../../support/article-world';
import { startWorld, type Person } from '../../support/connect-world';
import { entityByName } from '../../support/entity-by-name';
import { FOUND_KINDS } from '@/lib/domain/base/modules';

const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;
let reader: Person;

beforeAll(async () => {
  article = await configureArticle(world);
  await createConnector(admin, {
    name: 'Agents’ door',
    reference: 'door',
    type: 'hubspot',
    authMethodId: article.methodId,
    enabled: true,
  });
  const { id: roleId } = await createRole(admin, {
    name: 'Readers of people',
    description: '',
    permissions: ['users.access'],
  });
  for (let index = 0; index < 7; index++) {
    await createUser(admin, {
      name: `Paulin 10% ${index}`,
      email: `paulin${index}@search.example`,
      roleId,
      isAdministrator: false,
      profileIds: [],
      defaultProfileId: null,
      ssoConnectorId: null,
      language: 'en',
    });
  }
  reader = await world.person({ email: 'reader@search.example' });
  await world.db.user.update({ where: { id: reader.actor.userId }, data: { roleId } });
  reader.actor.permissions = new Set(['users.access']);
  // A kind of which nothing was made above, because it needs no more than a name.
  const kinds = await kindsFor(world.administrator);
  for (const kind of FOUND_KINDS) if (!kinds.has(kind)) await entityByName(kind).create(admin, 'Lumen');
});

const find = async (q: string, person: Person = world.administrator) =>
  (await searchEntities(world.ctx(person.actor), { q })).items;

/** Of everything made above, the kinds that this person finds. */
const kindsFor = async (person: Person) => {
  const found = await Promise.all(
    ['hubspot', 'agents', 'tick', 'number', 'log', 'door', 'read', 'paulin', 'lumen'].map((q) => find(q, person)),
  );
  return new Set(found.flat().map(({ kind }) => kind));
};

describe('entities in the Maker', () => {
  it.each([
    ['hubspot', 'crm', 'HubSpot', () => `/maker/crm/${article.crmId}`],
    ['TICK', 'crm-object', 'Tickets', () => `/maker/crm/${article.crmId}/objects/${article.objectIds.tickets}`],
    ['number', 'scenario', 'By number', () => /^\/maker\/crm\/[^/]+\/screen-pop\/[^/]+$/],
    ['log c', 'rule', 'Log calls', () => /^\/maker\/crm\/[^/]+\/interaction-assignment\/[^/]+$/],
    ['door', 'sso-connector', 'Agents’ door', () => /^\/maker\/sso-connectors\/[^/]+$/],
    ['lumen', 'auth-method', expect.any(String), () => `/maker/authentication-methods/${article.methodId}`],
    ['readers of', 'role', 'Readers of people', () => /^\/maker\/roles\/[^/]+$/],
    ['paulin3@', 'user', 'Paulin 10% 3', () => /^\/maker\/users\/[^/]+$/],
    ['agen', 'profile', 'Agents', () => `/maker/profiles/${article.profileId}`],
  ])('are found by part of their name: %s', async (q, kind, name, href) => {
    const wanted = href();
    expect(await find(q)).toContainEqual(
      expect.objectContaining({
        kind,
        name,
        href: typeof wanted === 'string' ? wanted : expect.stringMatching(wanted),
      }),
    );
  });

  it('are searched literally, including percent signs', async () => {
    expect(await find('10% 4')).toHaveLength(1);
    expect(await find('%%')).toEqual([]);
  });

  it('are limited to five of each kind', async () => {
    expect((await find('paulin')).map(({ kind }) => kind)).toEqual(Array(5).fill('user'));
  });

  it('are only found by users who may open them', async () => {
    expect(await kindsFor(world.administrator)).toEqual(new Set(FOUND_KINDS));
    expect(await kindsFor(reader)).toEqual(new Set(['user']));
    expect(await find('paulin', article.agent)).toEqual([]);
  });

  it("aren't searched for a single letter", async () => {
    await expect(find('p')).rejects.toMatchObject({ code: 'INVALID_INPUT', fields: { q: { key: 'search_short' } } });
  });
});
