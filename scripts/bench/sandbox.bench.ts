import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { meridian } from '@/sandbox/seed/portals';
import { askHubspot, type Ask } from './ask-hubspot';
import type { Bench, Figure } from './figure';
import { memoryOf, startSandboxProcess } from './sandbox-process';

const SECONDS_PER_RATE = 3;
const AT_ONCE = 8;
const RUNS = 20;
/** Results per kind. */
const EDITS = 30_000;
const BATCH = 100;
const CONTACTS = '/crm/objects/2026-09/contacts';

const twoFilters = {
  filterGroups: [
    {
      filters: [
        { propertyName: 'lastname', operator: 'CONTAINS_TOKEN', value: 'mor*' },
        { propertyName: 'createdate', operator: 'GTE', value: '1700000000000' },
      ],
    },
  ],
  sorts: [{ propertyName: 'createdate', direction: 'DESCENDING' }],
};

/** The sandbox in a process of its own, with its journal on disk, on the account of a million contacts. */
export const bench: Bench = {
  title: 'HubSpot sandbox: an account of 1,000,000 contacts',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'maker-bench-sandbox-'));
    const sandbox = await startSandboxProcess(dataDir);
    try {
      const ask = await askHubspot(sandbox.url, meridian.portalId);
      const someone = await someContact(ask);
      const search = (...filters: object[]) =>
        ask(`${CONTACTS}/search`, { filterGroups: filters.map((filter) => ({ filters: [filter] })) });
      const byEmail = () => search({ propertyName: 'email', operator: 'EQ', value: someone.email });
      const byPhone = () => search(...phoneFilters(someone.phone));
      let created = 0;
      const figures: Figure[] = [
        { name: 'Read one contact', unit: '/s', values: [await ratePerSecond(() => ask(`${CONTACTS}/${someone.id}`))] },
        {
          name: 'Read 100 contacts in a batch',
          unit: '/s',
          values: [
            await ratePerSecond(() =>
              ask(`${CONTACTS}/batch/read`, { properties: ['email'], inputs: someone.hundred.map((id) => ({ id })) }),
            ),
          ],
        },
        {
          name: 'Create a contact',
          unit: '/s',
          values: [
            await ratePerSecond(() =>
              ask(CONTACTS, { properties: { email: `bench${(created += 1)}@bench.example`, phone: '01 99 00 11 22' } }),
            ),
          ],
        },
        {
          name: 'List 100 contacts',
          unit: '/s',
          values: [await ratePerSecond(() => ask(`${CONTACTS}?limit=100&after=${someone.id}`))],
        },
        { name: 'Find one by email', unit: 'ms', values: await milliseconds(RUNS, byEmail) },
        { name: 'Find one by phone, five groups of filters', unit: 'ms', values: await milliseconds(RUNS, byPhone) },
        {
          name: 'Find one by the number as free text',
          unit: 'ms',
          values: await milliseconds(RUNS, () => ask(`${CONTACTS}/search`, { query: someone.phone })),
        },
        {
          name: 'Find by last name (scans all)',
          unit: 'ms',
          values: await milliseconds(3, () => search({ propertyName: 'lastname', operator: 'EQ', value: 'Moreau' })),
        },
        {
          name: 'Find by two filters, sorted (scans all)',
          unit: 'ms',
          values: await milliseconds(2, () => ask(`${CONTACTS}/search`, twoFilters)),
        },
        {
          name: 'Find by a word anywhere (scans all)',
          unit: 'ms',
          values: await milliseconds(2, () => ask(`${CONTACTS}/search`, { query: 'moreau' })),
        },
        { name: `Create ${EDITS} contacts, by the hundred`, unit: 's', values: [await seconds(() => createMany(ask))] },
        { name: `Change ${EDITS} contacts, by the hundred`, unit: 's', values: [await seconds(() => changeMany(ask))] },
        { name: 'Find one by email, after that', unit: 'ms', values: await milliseconds(RUNS, byEmail) },
        { name: 'Find one by phone, after that', unit: 'ms', values: await milliseconds(RUNS, byPhone) },
        {
          name: 'Find by last name, after that (scans all)',
          unit: 'ms',
          values: await milliseconds(2, () => search({ propertyName: 'lastname', operator: 'EQ', value: 'Moreau' })),
        },
      ];
      return [
        ...figures,
        { name: 'Most memory it ever took', unit: 'MB', values: [memoryOf(sandbox.pid)], budget: 512 },
      ];
    } finally {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

const pageSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      properties: z.object({
        email: z.string().nullable(),
        hs_searchable_calculated_phone_number: z.string().nullable(),
      }),
    }),
  ),
});

/** The search that finds a caller in any number format. */
function phoneFilters(national: string): object[] {
  const by = (propertyName: string, operator: string, value: string) => ({ propertyName, operator, value });
  return [
    by('hs_searchable_calculated_phone_number', 'EQ', national),
    by('hs_searchable_calculated_phone_number', 'CONTAINS_TOKEN', `*${national}`),
    by('hs_searchable_calculated_mobile_number', 'CONTAINS_TOKEN', `*${national}`),
    by('phone', 'EQ', `+33${national}`),
    by('mobilephone', 'EQ', `+33${national}`),
  ];
}

async function createMany(ask: Ask): Promise<void> {
  for (let first = 0; first < EDITS; first += BATCH) {
    const inputs = Array.from({ length: BATCH }, (_, index) => ({
      properties: {
        email: `many${first + index}@bench.example`,
        lastname: `Many ${first + index}`,
        phone: `+331990${String(first + index).padStart(5, '0')}`,
      },
    }));
    await ask(`${CONTACTS}/batch/create`, { inputs });
  }
}

const idsSchema = z.object({
  results: z.array(z.object({ id: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }) }),
});

/** Seeded contacts, from the first one. */
async function changeMany(ask: Ask): Promise<void> {
  let after = '0';
  for (let changed = 0; changed < EDITS; changed += BATCH) {
    const page = idsSchema.parse(await ask(`${CONTACTS}?limit=${BATCH}&after=${after}`));
    await ask(`${CONTACTS}/batch/update`, {
      inputs: page.results.map(({ id }) => ({ id, properties: { jobtitle: 'Changed', city: 'Lyon' } })),
    });
    after = page.paging.next.after;
  }
}

async function someContact(ask: Ask): Promise<{ id: string; email: string; phone: string; hundred: string[] }> {
  const page = pageSchema.parse(
    await ask(`${CONTACTS}?limit=100&after=210003000000&properties=email,hs_searchable_calculated_phone_number`),
  );
  for (const { id, properties } of page.results) {
    const { email, hs_searchable_calculated_phone_number: phone } = properties;
    if (email !== null && phone !== null) return { id, email, phone, hundred: page.results.map((record) => record.id) };
  }
  throw new Error('None of a hundred contacts has both address and phone');
}

/** Completed calls per second with a few in parallel. */
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

async function seconds(work: () => Promise<void>): Promise<number> {
  const [taken = Number.NaN] = await milliseconds(1, work);
  return taken / 1000;
}
