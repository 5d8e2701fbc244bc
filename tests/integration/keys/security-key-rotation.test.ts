import { randomBytes, randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createSealer, type EncryptionKey, type Sealer } from '@/lib/platform/crypto';
import { readKeyRing, writeKeyRing } from '@/lib/platform/env';
import { recordHistory } from '@/lib/platform/history';
import { followKeys, readKeysFile, writeKeysFile } from '@/lib/platform/keys-file';
import { deriveCtx } from '@/lib/services/context';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { recordCheckpoint } from '@/lib/services/history/record-checkpoint';
import { verifyHistory } from '@/lib/services/history/verify-history';
import { SEALED_COLUMNS } from '@/lib/services/keys/internal';
import { activatedMethod, startWorld } from '../../support/connect-world';
import { programOf } from '../../support/program';

const world = await startWorld();
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'keys.json');
/** More than a rotation seals in one step. */
const FACTORS = 120;
const FIRST = { id: 'k1', key: Buffer.alloc(32, 7) };
const ringOf = () => readKeyRing(readKeysFile(path).ENCRYPTION_KEYS);
const system = (sealer: Sealer) => deriveCtx(world.ctx({ kind: 'system', name: 'test' }), { sealer });

async function keys(args: string[], variables: Record<string, string>) {
  const child = spawn(process.execPath, [programOf('scripts/keys.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'silent', ...variables },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  return { code, output };
}

/** The keys of everything that looks sealed, wherever in the database it is. */
async function found(): Promise<{ places: Set<string>; keys: Set<string> }> {
  const columns = await world.db.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'ARRAY')`;
  const [places, used] = [new Set<string>(), new Set<string>()];
  for (const { table, column } of columns) {
    const rows = await world.db.$queryRawUnsafe<{ key: string }[]>(
      `SELECT (regexp_match("${column}"::text, 'v1\\.([\\w-]+)\\.[\\w-]{16}\\.'))[1] AS "key" FROM "${table}"
       WHERE "${column}"::text ~ 'v1\\.[\\w-]+\\.[\\w-]{16}\\.'`,
    );
    for (const { key } of rows) used.add(key);
    if (rows.length > 0) places.add(`${table}.${column}`);
  }
  return { places, keys: used };
}

/** Something in every column, sealed as the product does. */
async function fill(): Promise<void> {
  const { sealer } = world.deployment;
  const methodId = await activatedMethod(world);
  const flow = await world.db.oAuthTransaction.findFirstOrThrow({ where: { authMethodId: methodId } });
  const pending = sealer.seal('{}', { table: 'OAuthTransaction', row: flow.id, column: 'pending' });
  await world.db.oAuthTransaction.update({ where: { id: flow.id }, data: { pending } });
  const { id: connectorId } = await world.db.ssoConnector.create({
    data: { name: 'Oidc', reference: 'oidc', type: 'oidc', enabled: false },
  });
  const clientSecret = sealer.seal('secret', { table: 'OidcClient', row: connectorId, column: 'clientSecret' });
  await world.db.oidcClient.create({
    data: { connectorId, issuer: 'https://id.example', clientId: 'x', clientSecret, scopes: [] },
  });
  for (let index = 0; index < FACTORS; index += 1) await addFactor(sealer);
  await checkReadiness({ ...world.deployment, sealer });
  const record = { action: 'tag.edited', entity: 'tag', entityId: 't', entityName: 'T' } as const;
  const by = { actor: { kind: 'system', id: null, name: 'test' }, requestId: 'r', now: new Date() } as const;
  await world.db.$transaction((tx) => recordHistory(tx, by, record));
  await recordCheckpoint(system(sealer));
}

async function addFactor(sealer: Sealer): Promise<void> {
  const id = randomUUID();
  const totpSecret = sealer.seal('SECRET', { table: 'SecondFactor', row: id, column: 'totpSecret' });
  const { userId } = world.administrator.actor;
  await world.db.secondFactor.create({ data: { id, userId, kind: 'totp', name: 'App', totpSecret } });
}

beforeAll(async () => {
  writeKeysFile(path, { ENCRYPTION_KEYS: writeKeyRing([FIRST]), SESSION_SECRET: 'x'.repeat(40) });
  await fill();
});

it('the list of sealed columns is whole', async () => {
  expect([...(await found()).places].sort()).toEqual(
    SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort(),
  );
});

it(
  'rotates under load: nothing is left of the old key, and everything opens with the new one alone',
  { timeout: 300_000 },
  async () => {
    // Another process that goes on sealing meanwhile.
    const sealer = createSealer(followKeys(path, [FIRST]));
    let isOver = false;
    const load = (async () => {
      while (!isOver) await addFactor(sealer);
    })();
    const rotation = await keys(['rotate', '--wait', '1'], { KEYS_FILE: path }).finally(() => (isOver = true));
    await load;
    expect(rotation).toEqual({ code: 0, output: expect.stringMatching(/^k2 seals from now on\.\n[^]*Removed k1\./) });

    expect(ringOf().map(({ id }) => id)).toEqual(['k2']);
    expect((await found()).keys).toEqual(new Set(['k2']));
    const alone = createSealer(ringOf());
    expect(await checkReadiness({ ...world.deployment, sealer: alone })).toMatchObject({ keys: 'ok' });
    expect(await verifyHistory(system(alone))).toMatchObject({ checkpoints: 1, problem: null });
    for (const { id, totpSecret } of await world.db.secondFactor.findMany())
      expect(alone.open(totpSecret ?? '', { table: 'SecondFactor', row: id, column: 'totpSecret' })).toBe('SECRET');
    // The more of them a fast machine added meanwhile, the longer each rotation that follows would take.
    const surplus = await world.db.secondFactor.findMany({ skip: FACTORS, select: { id: true } });
    await world.db.secondFactor.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } });
  },
);

it('removes no key while something can’t be opened, and goes on where it stopped', { timeout: 300_000 }, async () => {
  const { id, totpSecret } = await world.db.secondFactor.findFirstOrThrow();
  await world.db.secondFactor.update({
    where: { id },
    data: { totpSecret: 'v1.k0.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA' },
  });
  const stopped = await keys(['rotate', '--wait', '0'], { KEYS_FILE: path });
  expect(stopped).toEqual({ code: 1, output: expect.stringContaining(`so nothing was removed: SecondFactor ${id}.`) });
  expect(ringOf().map((key) => key.id)).toEqual(['k3', 'k2']);
  expect(await keys(['status'], { KEYS_FILE: path, ENCRYPTION_KEYS: writeKeyRing(ringOf()) })).toEqual({
    code: 0,
    output: expect.stringMatching(
      /^k3: \d+ secrets, and all new ones\nk2: 0 secrets\nk0: 1 secrets that can't be opened/,
    ),
  });
  await world.db.secondFactor.update({ where: { id }, data: { totpSecret } });
  expect(await keys(['rotate', '--wait', '0'], { KEYS_FILE: path })).toMatchObject({ code: 0 });
  expect(ringOf().map((key) => key.id)).toEqual(['k3']);
});

it('loses no key of another rotation that begins meanwhile', { timeout: 300_000 }, async () => {
  const slow = keys(['rotate', '--wait', '5'], { KEYS_FILE: path });
  await vi.waitFor(() => expect(ringOf().map(({ id }) => id)).toEqual(['k4', 'k3']), {
    timeout: 100_000,
    interval: 50,
  });
  const next = { id: 'k5', key: randomBytes(32) };
  writeKeysFile(path, { ENCRYPTION_KEYS: writeKeyRing([next, ...ringOf()]), SESSION_SECRET: 'x'.repeat(40) });
  expect(await slow).toMatchObject({ code: 1 });
  expect(ringOf().map(({ id }) => id)).toEqual(['k5', 'k4', 'k3']);
  expect(await keys(['rotate', '--wait', '0'], { KEYS_FILE: path })).toMatchObject({ code: 0 });
  expect(ringOf().map(({ id }) => id)).toEqual(['k5']);
});

it(
  'with keys from the environment, it says what to do there, and seals everything anew',
  { timeout: 300_000 },
  async () => {
    const [current] = ringOf();
    if (!current) throw new Error('no key');
    const next = { id: 'next', key: Buffer.alloc(32, 9) };
    const rotate = (ring: EncryptionKey[]) => keys(['rotate'], { KEYS_FILE: '', ENCRYPTION_KEYS: writeKeyRing(ring) });
    expect(await rotate([current])).toEqual({ code: 1, output: expect.stringMatching(/^Put a new key in front/) });
    expect(await rotate([next, current])).toEqual({
      code: 0,
      output: expect.stringContaining('Nothing is sealed by k5 any more. Remove it from ENCRYPTION_KEYS'),
    });
    expect((await found()).keys).toEqual(new Set(['next']));
    expect(await keys(['retire'], {})).toMatchObject({ code: 2 });
  },
);
