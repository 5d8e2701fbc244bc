import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { meridian } from '@/lib/integrations/hubspot/sandbox/seed/portals';
import type { Bench } from './figure';
import { memoryOf, startSandboxProcess } from './sandbox-process';

const SECONDS_PER_RATE = 3;
const AT_ONCE = 8;
const RUNS = 20;
const CONTACTS = '/crm/objects/2026-09/contacts';

type Ask = (path: string, body?: unknown) => Promise<unknown>;

/** The sandbox in a process of its own, with its journal on disk, on the account of a million contacts. */
export const bench: Bench = {
  title: 'HubSpot sandbox: an account of 1,000,000 contacts',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'maker-bench-sandbox-'));
    const sandbox = await startSandboxProcess(dataDir);
    try {
      const ask = await askerFor(sandbox.url);
      const someone = await someContact(ask);
      const search = (filter: object) => ask(`${CONTACTS}/search`, { filterGroups: [{ filters: [filter] }] });
      let created = 0;
      const figures = [
        { name: 'Read one contact', unit: '/s' as const, values: [await ratePerSecond(() => ask(`${CONTACTS}/${someone.id}`))] },
        { name: 'Create a contact', unit: '/s' as const, values: [await ratePerSecond(() => ask(CONTACTS, { properties: { email: `bench${(created += 1)}@bench.example`, phone: '01 99 00 11 22' } }))] },
        { name: 'List 100 contacts', unit: '/s' as const, values: [await ratePerSecond(() => ask(`${CONTACTS}?limit=100&after=${someone.id}`))] },
        { name: 'Find one by e-mail', unit: 'ms' as const, values: await milliseconds(RUNS, () => search({ propertyName: 'email', operator: 'EQ', value: someone.email })) },
        { name: 'Find one by the end of the phone number', unit: 'ms' as const, values: await milliseconds(RUNS, () => search({ propertyName: 'hs_searchable_calculated_phone_number', operator: 'CONTAINS_TOKEN', value: `*${someone.phone}` })) },
        { name: 'Find by last name (scans all)', unit: 'ms' as const, values: await milliseconds(3, () => search({ propertyName: 'lastname', operator: 'EQ', value: 'Moreau' })) },
        { name: 'Find by a word anywhere (scans all)', unit: 'ms' as const, values: await milliseconds(2, () => ask(`${CONTACTS}/search`, { query: 'moreau' })) },
      ];
      return [...figures, { name: 'Most memory it ever took', unit: 'MB', values: [memoryOf(sandbox.pid)], budget: 512 }];
    } finally {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function askerFor(url: string): Promise<Ask> {
  const post = (path: string, body: unknown) => fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  const token = await post('/__sandbox/tokens', { portalId: meridian.portalId });
  const { accessToken } = z.object({ accessToken: z.string() }).parse(await token.json());
  await post('/__sandbox/settings', { 'limits.burst': 1_000_000, 'limits.search': 1_000_000 });
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  return async (path, body) => {
    const answer = await fetch(url + path, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
}

const pageSchema = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.object({ email: z.string().nullable(), hs_searchable_calculated_phone_number: z.string().nullable() }) })),
});

async function someContact(ask: Ask): Promise<{ id: string; email: string; phone: string }> {
  const page = pageSchema.parse(await ask(`${CONTACTS}?limit=50&after=210003000000&properties=email,hs_searchable_calculated_phone_number`));
  for (const { id, properties } of page.results) {
    const { email, hs_searchable_calculated_phone_number: phone } = properties;
    if (email !== null && phone !== null) return { id, email, phone };
  }
  throw new Error('None of fifty contacts has both address and phone');
}

/** Finished calls per second with a few in flight at once. */
async function ratePerSecond(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const endAt = startedAt + SECONDS_PER_RATE * 1000;
  let finished = 0;
  const worker = async () => {
    while (performance.now() < endAt) {
      await call();
      finished += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return finished / ((performance.now() - startedAt) / 1000);
}

async function milliseconds(runs: number, call: () => Promise<unknown>): Promise<number[]> {
  const values: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    await call();
    values.push(performance.now() - startedAt);
  }
  return values;
}
