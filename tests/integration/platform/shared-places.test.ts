import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createSharedPlaces, type SharedPlaces } from '@/lib/platform/shared-places';
import { createTestDatabase } from '../../support/database';

const { url } = await createTestDatabase();
const warnings: unknown[] = [];
const log = { warn: (...line: unknown[]) => void warnings.push(line) };
const closing: SharedPlaces[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((places) => places.close()));
  warnings.length = 0;
});

/** One as each process has it. */
function places(databaseUrl = url): SharedPlaces {
  const made = createSharedPlaces(databaseUrl, log);
  closing.push(made);
  return made;
}
const FIVE = { from: 4, to: 0 };
const taken = async (from: SharedPlaces, count: number, name = 'x') =>
  (await Promise.all(Array.from({ length: count }, () => from.take(name, FIVE)))).filter((place) => place !== null);

describe('places that processes share', () => {
  it('are as many as there are, whoever asks', async () => {
    const [one, other] = [places(), places()];
    const held = (await Promise.all([taken(one, 8), taken(other, 8)])).flat();
    expect(held).toHaveLength(5);
    // By name, and free again once they are given back.
    expect(await taken(other, 8, 'y')).toHaveLength(5);
    for (const place of held) place?.giveBack();
    expect(await taken(one, 1)).toHaveLength(1);
    expect(await taken(other, 8)).toHaveLength(4);
    expect(warnings).toEqual([]);
  });

  it('are free when the process that held them is gone, or has lost its connection', async () => {
    const [one, other] = [places(), places()];
    expect(await taken(one, 5)).toHaveLength(5);
    expect(await taken(other, 1)).toHaveLength(0);
    await one.close();
    expect(await taken(other, 5)).toHaveLength(5);

    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()
        AND pid <> pg_backend_pid() AND query LIKE '%pg_try_advisory_lock%'`,
    );
    await admin.end();
    expect(await taken(places(), 5)).toHaveLength(5);
  });

  it('all count as free without a database, which is said once', async () => {
    const lost = places('postgresql://nobody@127.0.0.1:9/none');
    expect(await taken(lost, 8)).toHaveLength(8);
    expect(warnings).toHaveLength(1);
  });
});
