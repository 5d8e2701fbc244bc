import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEnv, toVariables } from '@/lib/platform/env';

const NAMES = /^#?([A-Z_]+)=(.*)$/gm;
const listed = [...readFileSync('.env.example', 'utf8').matchAll(NAMES)].map(
  ([, name, value]) => [name ?? '', value ?? ''] as const,
);

it('lists exactly the variables that the product reads', () => {
  const source = readFileSync('lib/platform/env.ts', 'utf8');
  const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'NODE_ENV');
  expect(listed.map(([name]) => name).toSorted()).toEqual(read.toSorted());
});

it('shows the actual defaults', () => {
  const example = Object.fromEntries(listed.filter(([, value]) => value !== ''));
  const keys = { ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`, SESSION_SECRET: 'x'.repeat(32) };
  const { DATABASE_URL, MIGRATION_DATABASE_URL, HUBSPOT_API_URL, HUBSPOT_APP_URL, ...rest } = example;
  const withDatabase = { ...keys, DATABASE_URL };
  expect(readEnv({ ...withDatabase, MIGRATION_DATABASE_URL }).migrationDatabaseUrl).toBe(MIGRATION_DATABASE_URL);
  expect(readEnv({ ...withDatabase, ...rest })).toEqual(readEnv({ ...withDatabase, HUBSPOT: 'sandbox' }));
  expect(toVariables(readEnv({ ...withDatabase, HUBSPOT: 'live' }))).toMatchObject({
    HUBSPOT_API_URL,
    HUBSPOT_APP_URL,
  });
});
