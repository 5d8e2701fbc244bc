import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { checkDatabase, openExternalDatabase } from '@/scripts/start/external-database';
import { ROLES } from '@/scripts/postgres/roles';
import { administer, createTestDatabase } from '../../support/database';

const { url, ownerUrl } = await createTestDatabase();
const databaseOf = (server: string) => Object.assign(new URL(server), { pathname: new URL(url).pathname }).href;

function changed(change: (url: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

it.each<[string, string, RegExp]>([
  [
    'a wrong password',
    changed((address) => (address.password = 'hidden-word')),
    /rejected the user "maker_runtime" or the password/,
  ],
  [
    'a database that is not there',
    changed((address) => (address.pathname = '/nowhere')),
    /has no database "nowhere"\. Create it/,
  ],
  [
    'a host that nobody knows',
    'postgresql://maker:hidden-word@nowhere.invalid/maker',
    /\(nowhere\.invalid:5432\) is unknown/,
  ],
  [
    'a port where nobody listens',
    changed((address) => (address.port = '1')),
    /No PostgreSQL server responds at 127\.0\.0\.1:1\./,
  ],
  ['TLS that the server does not speak', `${url}?sslmode=verify-full`, /does not support SSL/],
])('refuses %s with one sentence, without the password', async (_name, address, sentence) => {
  const failure = await checkDatabase(address).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'Problem', message: expect.stringMatching(sentence) });
  expect(String(failure)).not.toContain('hidden-word');
});

it('refuses a server that is too old, naming its version', async () => {
  await expect(checkDatabase(url, { oldest: 990_000 })).rejects.toThrow(
    /is PostgreSQL \d+\.\d+; the Maker needs 99 or later\./,
  );
});

it("refuses a server that isn't PostgreSQL", async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  await expect(checkDatabase(changed((target) => (target.port = port)))).rejects.toThrow(/can't be used/);
  other.close();
});

it('names the invalid variable', async () => {
  const wrong = Object.assign(new URL(ownerUrl), { password: 'hidden-word' }).href;
  await expect(openExternalDatabase(url, wrong)).rejects.toThrow(
    /"maker_owner" or the password in MIGRATION_DATABASE_URL/,
  );
});

describe('the two database roles', () => {
  const roleUrl = (name: string) => changed((address) => Object.assign(address, { username: name, password: 'word' }));
  const roles = {
    superuser: 'test_superuser',
    owning: 'test_owning',
    member: 'test_member',
    writer: 'test_writer',
    maker: 'test_maker',
    planter: 'test_planter',
  };

  beforeAll(async () => {
    await administer(inject('adminDatabaseUrl'), [
      `CREATE ROLE ${roles.superuser} LOGIN SUPERUSER PASSWORD 'word'`,
      `CREATE ROLE ${roles.owning} LOGIN PASSWORD 'word'`,
      `CREATE ROLE ${roles.member} LOGIN NOINHERIT PASSWORD 'word' IN ROLE ${ROLES.owner}`,
      `CREATE ROLE ${roles.writer} LOGIN PASSWORD 'word' IN ROLE pg_write_all_data`,
      `CREATE ROLE ${roles.maker} LOGIN CREATEROLE PASSWORD 'word'`,
      `CREATE ROLE ${roles.planter} LOGIN PASSWORD 'word'`,
    ]);
    await administer(databaseOf(inject('adminDatabaseUrl')), [
      `CREATE TABLE public.theirs (x int)`,
      `ALTER TABLE public.theirs OWNER TO ${roles.owning}`,
      `GRANT CREATE ON SCHEMA public TO ${roles.planter}`,
    ]);
  });
  afterAll(async () => {
    await administer(databaseOf(inject('adminDatabaseUrl')), [
      'DROP TABLE public.theirs',
      `REVOKE CREATE ON SCHEMA public FROM ${roles.planter}`,
    ]);
    await administer(
      inject('adminDatabaseUrl'),
      Object.values(roles).map((name) => `DROP ROLE ${name}`),
    );
  });

  it.each<[string, () => [string, string], RegExp]>([
    ['one for both', () => [ownerUrl, ownerUrl], /name the same user "maker_owner"/],
    [
      'a superuser that runs the product',
      () => [roleUrl(roles.superuser), ownerUrl],
      /"test_superuser" .* is a superuser/,
    ],
    [
      'an owner of tables that runs the product',
      () => [roleUrl(roles.owning), ownerUrl],
      /"test_owning" .* owns tables/,
    ],
    // Without inheriting anything: SET ROLE is enough.
    ['a member of the owner', () => [roleUrl(roles.member), ownerUrl], /"test_member" .* owns tables/],
    [
      'a role that may write every table',
      () => [roleUrl(roles.writer), ownerUrl],
      /"test_writer" .*: pg_write_all_data\./,
    ],
    [
      'a role that could make itself a member of the owner',
      () => [roleUrl(roles.maker), ownerUrl],
      /"test_maker" .*: CREATEROLE\./,
    ],
    [
      'a role that could plant a function for the owner to run',
      () => [roleUrl(roles.planter), ownerUrl],
      /"test_planter" .*: CREATE on the schema public\./,
    ],
    [
      'two databases',
      () => [url, Object.assign(new URL(ownerUrl), { pathname: '/postgres' }).href],
      /MIGRATION_DATABASE_URL "postgres"\. Both must name the same one/,
    ],
  ])('refuses %s', async (_name, addresses, sentence) => {
    const failure = await openExternalDatabase(...addresses()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'Problem', message: expect.stringMatching(sentence) });
  });

  it('warns once that a single role could change the history', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await openExternalDatabase(ownerUrl, null)).toEqual({
      url: ownerUrl,
      migrationUrl: ownerUrl,
      runtimeRole: null,
    });
    expect(said.mock.calls.join('')).toMatch(/^ {2}The user maker_owner .* set MIGRATION_DATABASE_URL .*\n$/);
    said.mockRestore();
  });

  it('accepts an owner and a role that owns nothing', async () => {
    expect(await openExternalDatabase(url, ownerUrl)).toEqual({
      url,
      migrationUrl: ownerUrl,
      runtimeRole: 'maker_runtime',
    });
  });
});

it('accepts a server that responds', async () => {
  await expect(checkDatabase(url)).resolves.toMatchObject({
    role: 'maker_runtime',
    isSuperuser: false,
    ownsTables: false,
    excess: [],
  });
});
