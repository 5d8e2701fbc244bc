import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { walkChain } from '@/lib/services/history/internal';
import { createSealer } from '@/lib/platform/crypto';
import { createDb } from '@/lib/platform/db';
import { PERMISSIONS } from '@/lib/domain/base/permissions';
import { readState } from '@/lib/domain/interaction/state';
import { applyMigrations, MigrationError, MIGRATIONS } from '@/lib/platform/migrations';
import { createTestDatabase } from '../../support/database';

const { ownerUrl: url } = await createTestDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();
client.on('error', () => {});
const folder = await mkdtemp(join(tmpdir(), 'migrations-'));

afterAll(async () => {
  await client.end();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await rm(folder, { recursive: true });
  await mkdir(folder);
});

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  return rows.map((row) => row.table_name);
}

it('refuses a database migrated by a newer version', async () => {
  await migration('1_first', 'CREATE TABLE a (x int)');
  await migration('2_second', 'CREATE TABLE b (x int)');
  await applyMigrations(url, folder);
  await rm(join(folder, '2_second'), { recursive: true });
  await expect(applyMigrations(url, folder)).rejects.toThrow(/newer version.*2_second/);
});

it('refuses a migration that was changed after it was applied', async () => {
  await migration('1_first', 'CREATE TABLE a (x int)');
  await applyMigrations(url, folder);
  await migration('1_first', 'CREATE TABLE a (y int)');
  await expect(applyMigrations(url, folder)).rejects.toThrow(/1_first was changed/);
});

it("refuses to continue after another tool's unfinished migration", async () => {
  await migration('1_first', 'CREATE TABLE a (x int)');
  await applyMigrations(url, folder);
  await client.query('UPDATE "_prisma_migrations" SET finished_at = NULL');
  await expect(applyMigrations(url, folder)).rejects.toThrow(/1_first was started by another tool/);
});

it('reports a user without permission to create tables', async () => {
  await migration('1_first', 'CREATE TABLE a (x int)');
  const name = `weak_${randomBytes(4).toString('hex')}`;
  const admin = new pg.Client({ connectionString: inject('adminDatabaseUrl') });
  await admin.connect();
  await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'weak'`);
  const weak = new URL(url);
  weak.username = name;
  weak.password = 'weak';
  await expect(applyMigrations(weak.href, folder)).rejects.toThrow(
    /isn't allowed to change tables .*Make it the owner/,
  );
  await admin.query(`DROP ROLE ${name}`);
  await admin.end();
});

it('reports a read-only replica', async () => {
  await migration('1_first', 'CREATE TABLE a (x int)');
  const readOnly = new URL(url);
  readOnly.searchParams.set('options', '-c default_transaction_read_only=on');
  await expect(applyMigrations(readOnly.href, folder)).rejects.toThrow(/is read-only/);
});

it('rolls back a migration that fails, keeps the earlier ones, and can be retried', async () => {
  await migration('1_first', 'CREATE TABLE a (x int)');
  await migration(
    '2_second',
    'CREATE TABLE b (x int); INSERT INTO a VALUES (1); CREATE TABLE c (x int REFERENCES nowhere)',
  );
  await expect(applyMigrations(url, folder)).rejects.toThrow(MigrationError);
  expect(await tables()).toEqual(['_prisma_migrations', 'a']);

  await migration('2_second', 'CREATE TABLE b (x int)');
  expect(await applyMigrations(url, folder)).toEqual(['2_second']);
});

it('applies each migration once, in order, with three simultaneous starts', async () => {
  await migration('1_first', 'CREATE TABLE a (x int); SELECT pg_sleep(0.1)');
  await migration(
    '2_second',
    'INSERT INTO a VALUES (1); CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$',
  );
  const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(url, folder)));
  expect(applied.flat()).toEqual(['1_first', '2_second']);
  expect((await client.query('SELECT * FROM a')).rowCount).toBe(1);
  expect(await applyMigrations(url, folder)).toEqual([]);
});

it("the product's migrations apply to an empty database", async () => {
  expect((await applyMigrations(url, MIGRATIONS)).length).toBeGreaterThan(0);
  expect(await tables()).toContain('User');
});

it('earlier interactions get a search key for their number', async () => {
  const BY_NUMBER = '20261125210000_interactions_by_number';
  for (const name of (await readdir(MIGRATIONS)).filter((entry) => /^\d/.test(entry) && entry < BY_NUMBER))
    await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  await applyMigrations(url, folder);
  const customers = {
    plus: { number: '+33 (0)1 76 00 01 01' },
    line: { number: 'sip:0176000101@198.51.100.7' },
    word: { number: 'anonymous' },
    hidden: { number: '0176000101', withheld: true },
    mail: { email: 'a@b.example' },
  };
  for (const [id, customer] of Object.entries(customers)) {
    await client.query(
      `INSERT INTO "Interaction" ("id", "source", "externalId", "state", "channel", "direction", "data", "updatedAt") VALUES (gen_random_uuid(), 'pbx', $1, 'ended', 'voice', 'incoming', $2, now())`,
      [id, { customer }],
    );
  }
  await applyMigrations(url, MIGRATIONS);
  const { rows } = await client.query<{ externalId: string; numberKey: string | null }>(
    'SELECT "externalId", "numberKey" FROM "Interaction"',
  );
  expect(Object.fromEntries(rows.map(({ externalId, numberKey }) => [externalId, numberKey]))).toEqual({
    plus: '330176000101',
    line: '0176000101',
    word: null,
    hidden: null,
    mail: null,
  });
});

it("marks an earlier version's built-in roles, and no custom role", async () => {
  const last = '20261129120000_built_in_roles';
  for (const name of (await readdir(MIGRATIONS)).filter((entry) => /^\d/.test(entry) && entry < last))
    await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  await applyMigrations(url, folder);
  // The permissions that version had.
  const THEN = PERMISSIONS.filter((key) => !key.startsWith('lines.'));
  const access = THEN.filter((key) => key.endsWith('.access'));
  const roles: [name: string, permissions: readonly string[]][] = [
    ['Administrateur', THEN],
    ['Administrator', THEN.slice(1)],
    ['Auditor', [...access].reverse()],
    ['Auditeur', []],
    ['Agent', []],
    ['Everything', THEN],
  ];
  for (const [name, permissions] of roles)
    await client.query(
      'INSERT INTO "Role" ("id", "name", "permissions", "updatedAt") VALUES (gen_random_uuid(), $1, $2, now())',
      [name, permissions],
    );
  await applyMigrations(url, MIGRATIONS);
  const { rows } = await client.query<{ name: string; builtIn: string | null; permissions: string[]; known: string[] }>(
    'SELECT "name", "builtIn", "permissions", "knownPermissions" AS known FROM "Role" ORDER BY "name"',
  );
  expect(Object.fromEntries(rows.map(({ name, builtIn }) => [name, builtIn]))).toEqual({
    Administrateur: 'administrator',
    Administrator: null,
    Agent: 'agent',
    Auditeur: null,
    Auditor: 'auditor',
    Everything: null,
  });
  expect(Object.fromEntries(rows.map(({ name, permissions }) => [name, permissions]))).toEqual(
    Object.fromEntries(roles),
  );
  expect(new Set(rows.flatMap(({ known }) => known))).toEqual(new Set(THEN));
});

it('chains the history that is there already, in its order', async () => {
  const last = '20261130022000_history_chain';
  for (const name of (await readdir(MIGRATIONS)).filter((entry) => /^\d/.test(entry) && entry < last))
    await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  await applyMigrations(url, folder);
  for (const [name, at] of [
    ['second', '2026-01-02'],
    ['first', '2026-01-01'],
    ['third', '2026-01-03'],
  ])
    await client.query(
      `INSERT INTO "HistoryEntry" ("id", "at", "action", "entityType", "entityId", "entityName", "actorKind", "actorName", "after")
       VALUES (gen_random_uuid(), $2, 'tag.created', 'tag', 't', $1, 'system', 'test', '{"a": 1}')`,
      [name, at],
    );
  await applyMigrations(url, MIGRATIONS);
  const { rows } = await client.query<{ name: string; position: string }>(
    'SELECT "entityName" AS name, "position" FROM "HistoryEntry" ORDER BY "position"',
  );
  expect(rows).toEqual([
    { name: 'first', position: '1' },
    { name: 'second', position: '2' },
    { name: 'third', position: '3' },
  ]);
  const db = createDb(url);
  const sealer = createSealer([{ id: 'k1', key: randomBytes(32) }]);
  // Nothing else of a context is asked for.
  expect(await walkChain({ db, sealer }, { after: null, noted: null })).toMatchObject({ count: 3, problem: null });
  await db.$disconnect();
});

it('earlier interactions get the participation of their agent, and open', async () => {
  const last = '20261130022500_participations';
  for (const name of (await readdir(MIGRATIONS)).filter((entry) => /^\d/.test(entry) && entry < last))
    await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  await applyMigrations(url, folder);
  const at = '2026-11-23T09:00:00.000Z';
  const end = '2026-11-23T09:02:00.000Z';
  const earlier = {
    statusSequence: 3,
    channel: 'voice',
    direction: 'incoming',
    queue: null,
    customer: { number: '+33176000101' },
    ourNumber: null,
    subject: null,
    durationMs: null,
    outcome: null,
    recordingUrl: null,
    startedAt: at,
    presentedAt: at,
    since: { agent: 1, 'customer.number': 1 },
  };
  const cases: [
    id: string,
    status: string,
    agent: string | null,
    acceptedAt: string | null,
    closedAt: string | null,
  ][] = [
    ['rings', 'presented', 'ana@example.com', null, null],
    ['runs', 'accepted', 'ana@example.com', at, null],
    ['over', 'ended', 'ana@example.com', at, end],
    ['missed', 'missed', 'ana@example.com', null, end],
    ['nobody', 'missed', null, null, end],
  ];
  for (const [id, status, agent, acceptedAt, closedAt] of cases)
    await client.query(
      `INSERT INTO "Interaction" ("id", "source", "externalId", "state", "channel", "direction", "data", "presentedAt", "acceptedAt", "endedAt", "updatedAt")
       VALUES (gen_random_uuid(), 'pbx', $1, $2, 'voice', 'incoming', $3, $4, $5, $6, now())`,
      [id, status, { ...earlier, status, agent, acceptedAt, closedAt }, at, acceptedAt, closedAt],
    );
  await client.query(
    `INSERT INTO "InteractionEvent" ("id", "source", "externalId", "sequence", "type", "payload", "interactionId")
     SELECT gen_random_uuid(), 'pbx', 'over', 3, 'ended', '{}', "id" FROM "Interaction" WHERE "externalId" = 'over'`,
  );
  await applyMigrations(url, MIGRATIONS);
  const { rows } = await client.query<{ externalId: string; data: unknown; part: string | null }>(
    `SELECT i."externalId", i."data", concat_ws(' ', p."agent", p."phase", p."ending") AS part
     FROM "Interaction" i LEFT JOIN "InteractionParticipation" p ON p."interactionId" = i."id"`,
  );
  expect(Object.fromEntries(rows.map(({ externalId, part }) => [externalId, part]))).toEqual({
    rings: 'ana@example.com ringing',
    runs: 'ana@example.com talking',
    over: 'ana@example.com left answered',
    missed: 'ana@example.com left missed',
    nobody: '',
  });
  const states = Object.fromEntries(rows.map(({ externalId, data }) => [externalId, readState(data).firstAgent]));
  expect(states).toEqual({ rings: null, runs: 'ana@example.com', over: 'ana@example.com', missed: null, nobody: null });
});
