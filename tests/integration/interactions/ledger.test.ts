import { expect, it, vi } from 'vitest';
import { fullReasonSchema } from '@/lib/domain/assignment/reason';
import { assignmentLedger, LEDGER_STATES, ledgerStateOf, type LedgerFacts } from '@/lib/domain/interaction/ledger';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { startWorld } from '../../support/connect-world';

/** The column that the database keeps, beside the function that says what it is. */
const world = await startWorld();
const { db } = world;

const STATES = ['pending', 'sending', 'logged', 'skipped', 'failed'] as const;
const REASONS = [null, 'attached', 'links_missing', 'no_rule', 'gaps'] as const;

let seed = 20261130;
/** Repeats with the same seed. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function random(below: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return Math.floor((seed / 0x8000_0000) * below);
}
const oneOf = <T>(values: readonly T[]): T | undefined => values[random(values.length)];

const crmIds = await Promise.all(
  [1, 2, 3].map(async (index) => {
    const method = await db.authMethod.create({
      data: {
        name: `Method ${index}`,
        provider: 'hubspot',
        environment: String(index),
        clientId: String(index),
      },
    });
    const crm = await db.crm.create({
      data: { name: `CRM ${index}`, reference: `crm-${index}`, type: 'hubspot', authMethodId: method.id },
    });
    return crm.id;
  }),
);
const CARD = '{"recordId": "1"}';
const EXCLUSION = '{"reason": "by_hand"}';
const INTERNAL = '{"kind": "internal", "name": null}';
let serial = 0;

async function newInteraction(state: 'presented' | 'ended'): Promise<string> {
  const { id } = await db.interaction.create({
    data: {
      source: 'test',
      externalId: String((serial += 1)),
      state,
      channel: 'voice',
      direction: 'incoming',
      data: {},
    },
  });
  return id;
}

async function storedAndComputed(id: string) {
  const row = await db.interaction.findUniqueOrThrow({ where: { id }, include: { assignments: true } });
  const facts: LedgerFacts = {
    isOver: row.state === 'ended' || row.state === 'missed',
    isExcluded: row.exclusion !== null,
    hasCard: row.attachedCard !== null,
    isNonCustomer: row.nonCustomer !== null,
    assignments: row.assignments.map(({ state, reason }) => ({
      state,
      reasonKey: fullReasonSchema.safeParse(reason).data?.key ?? null,
    })),
  };
  return { stored: row.ledger, computed: ledgerStateOf(facts), facts };
}

/** Each changes one thing that the state follows from, as some part of the product does. */
const CHANGES: ((id: string) => Promise<unknown>)[] = [
  (id) =>
    db.interaction.update({ where: { id }, data: { state: oneOf(['presented', 'accepted', 'ended', 'missed']) } }),
  (id) =>
    db.$executeRaw`UPDATE "Interaction" SET "attachedCard" = ${oneOf([CARD, null])}::jsonb WHERE "id" = ${id}::uuid`,
  (id) =>
    db.$executeRaw`UPDATE "Interaction" SET "exclusion" = ${oneOf([EXCLUSION, null])}::jsonb WHERE "id" = ${id}::uuid`,
  (id) =>
    db.$executeRaw`UPDATE "Interaction" SET "nonCustomer" = ${oneOf([INTERNAL, null])}::jsonb WHERE "id" = ${id}::uuid`,
  ...[0, 1, 2].map(() => async (id: string) => {
    const crmId = oneOf(crmIds) ?? '';
    const key = oneOf(REASONS);
    const data = { state: oneOf(STATES), reason: key ? { key } : {} };
    await db.interactionAssignment.upsert({
      where: { interactionId_crmId: { interactionId: id, crmId } },
      create: { interactionId: id, crmId, ...data },
      update: data,
    });
  }),
  (id) => db.interactionAssignment.deleteMany({ where: { interactionId: id, crmId: oneOf(crmIds) } }),
];

it('is what the function says, after each of hundreds of changes', async () => {
  const seen = new Set<string>();
  for (let story = 0; story < 30; story += 1) {
    const id = await newInteraction(random(2) === 0 ? 'presented' : 'ended');
    for (let step = 0; step < 12; step += 1) {
      await oneOf(CHANGES)?.(id);
      const { stored, computed, facts } = await storedAndComputed(id);
      expect({ stored, facts }).toEqual({ stored: computed, facts });
      seen.add(stored);
      if (facts.assignments.length === 1 && facts.isOver && facts.assignments[0])
        expect(assignmentLedger(facts.assignments[0], facts)).toBe(stored);
    }
  }
  expect([...seen].sort()).toEqual([...LEDGER_STATES].sort());
});

it('of many at once, as one statement requeues them', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => newInteraction('ended')));
  await db.interactionAssignment.createMany({
    data: ids.flatMap((interactionId) =>
      crmIds.slice(0, 2).map((crmId) => ({ interactionId, crmId, state: 'failed' as const })),
    ),
  });
  const [crmId = ''] = crmIds;
  const where = { interactionId: { in: ids } };
  await db.interactionAssignment.updateMany({ where: { ...where, crmId }, data: { state: 'pending' } });
  expect(await db.interaction.count({ where: { id: { in: ids }, ledger: 'needs_administrator' } })).toBe(20);
  await db.interactionAssignment.updateMany({ where, data: { state: 'pending' } });
  expect(await db.interaction.count({ where: { id: { in: ids }, ledger: 'waiting' } })).toBe(20);
});

it('with both results, where two CRMs settle at the same moment', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await newInteraction('ended');
    await db.interactionAssignment.createMany({
      data: crmIds.map((crmId) => ({ interactionId: id, crmId, state: 'pending' as const })),
    });
    await Promise.all(
      crmIds.map((crmId, index) =>
        db.interactionAssignment.updateMany({
          where: { interactionId: id, crmId },
          data: { state: index === 0 ? 'failed' : 'logged' },
        }),
      ),
    );
    expect((await storedAndComputed(id)).stored).toBe('needs_administrator');
  }
});

it('needs no lock of the interaction for what leaves it where it stands', async () => {
  const id = await newInteraction('ended');
  const [crmId = ''] = crmIds;
  const assignment = await db.interactionAssignment.create({ data: { interactionId: id, crmId } });
  const where = { id: assignment.id };
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
    // In another session.
    await db.interactionAssignment.update({ where, data: { state: 'sending' } });
    await db.interactionAssignment.update({ where, data: { state: 'pending', nextAttemptAt: new Date() } });
  });
  expect(await db.interactionAssignment.findUniqueOrThrow({ where })).toMatchObject({ state: 'pending' });
});

it('is locked before the assignment that somebody retries, as events lock them', async () => {
  const id = await newInteraction('ended');
  const [crmId = ''] = crmIds;
  const data = { interactionId: id, crmId, state: 'failed' as const };
  const assignment = await db.interactionAssignment.create({ data });
  let retried: Promise<void> = Promise.resolve();
  await db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
      retried = retryAssignment(world.ctx(world.administrator.actor), { id: assignment.id });
      retried.catch(() => undefined);
      await vi.waitUntil(
        async () =>
          (
            await db.$queryRaw<unknown[]>`
              SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
          ).length > 0,
        { timeout: 100_000 },
      );
      await tx.interactionAssignment.update({ where: { id: assignment.id }, data: { attempts: 1 } });
    },
    { timeout: 110_000 },
  );
  await retried;
  expect((await storedAndComputed(id)).stored).toBe('waiting');
});
