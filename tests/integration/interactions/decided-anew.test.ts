import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDb, type Db } from '@/lib/platform/db';
import { createStatements, obstacleOf, type Statements } from '@/lib/platform/prepared';
import { deriveCtx, type Ctx } from '@/lib/services/context';
import { dismissInteraction } from '@/lib/services/interactions/dismiss-interaction';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { chooseLineDefault } from '@/lib/services/lines/choose-line-default';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** What changes between the moment when an event is decided and the one when it is stored. */

const world = await startWorld();
let article: ArticleWorld;
const { statements } = world.deployment;
/** Of two other processes, which wait as long as this machine takes. */
const patient = [1, 2].map(() => createStatements(world.databaseUrl, { maxWaitMs: 100_000, maxLockMs: 90_000 }));
let held: Db;

beforeAll(async () => {
  article = await configureArticle(world);
  held = createDb(world.databaseUrl);
});
afterAll(() => Promise.all([...patient.map((one) => one.close()), held.$disconnect()]));

/** Does something once, before what was decided is stored. */
function beforeStoring(work: () => Promise<unknown>): Ctx {
  let isDone = false;
  const watched: Statements = {
    ...statements,
    async run(statement, input) {
      if (statement.name === 'store-arrivals' && !isDone) {
        isDone = true;
        await work();
      }
      return statements.run(statement, input);
    },
  };
  return deriveCtx(article.telephone, { statements: watched });
}

describe('an event that meets', () => {
  it('an agent who dismisses its interaction brings it back', async () => {
    const event = article.event({ id: 'dismissed', customer: { number: 'anonymous' } });
    const { interactionId } = await receiveInteraction(article.telephone, event);
    const agent = world.ctx(article.agent.actor);
    const dismissing = beforeStoring(() => dismissInteraction(agent, { interactionId }));
    await receiveInteraction(
      dismissing,
      article.event({ id: 'dismissed', type: 'described', customer: { name: 'Iris' } }),
    );
    expect(await world.db.interactionParticipation.findMany({ where: { interactionId } })).toMatchObject([
      { phase: 'ringing', dismissedAt: null },
    ]);
  });

  it('a record that is being written has it written again, also for another profile', async () => {
    const administrator = world.ctx(world.administrator.actor);
    await chooseLineDefault(administrator, { profileId: article.profileId, version: 1 });
    const { id: withoutCrm } = await createProfile(administrator, {
      name: 'Without a CRM',
      description: '',
      crmIds: [],
      objects: [],
    });
    const ben = await world.person({ email: 'ben@atelier-lumen.example' });
    await world.db.user.update({ where: { id: ben.actor.userId }, data: { defaultProfileId: withoutCrm } });
    const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
    const common = { id: 'being-written', customer: { number: 'anonymous' } };
    const named = ({ agent: _agent, sequence: _sequence, ...event }: ReturnType<ArticleWorld['event']>) => event;
    const { interactionId } = await receiveInteraction(
      article.telephone,
      named(article.event({ ...common, type: 'ended', at: at(30) })),
    );
    const where = { interactionId };
    const before = await world.db.interactionAssignment.findFirstOrThrow({ where });
    expect(before).toMatchObject({ state: 'pending', crmId: article.crmId });
    const sending = beforeStoring(() =>
      world.db.interactionAssignment.updateMany({ where, data: { state: 'sending' } }),
    );
    const answered = { ...named(article.event({ ...common, type: 'accepted', at: at(10) })), agent: ben.actor.email };
    await receiveInteraction(sending, answered);
    expect(await world.db.interaction.findFirst({ where: { id: interactionId } })).toMatchObject({
      profileId: withoutCrm,
    });
    expect(await world.db.interactionAssignment.findMany({ where })).toMatchObject([
      { id: before.id, state: 'pending', version: before.version + 1 },
    ]);
  });
});

describe('a search', () => {
  it('for who the customer was before attaches nothing, whatever the clocks say', async () => {
    const hubspot = await hubspotClient(world);
    const was = '+33 1 76 99 11 22';
    await hubspot.create('contacts', { firstname: 'Was', lastname: 'Before', phone: was });
    await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
    const { interactionId } = await receiveInteraction(
      article.telephone,
      article.event({ id: 'searched', customer: { number: was } }),
    );
    let corrected: Promise<unknown> | null = null;
    world.calls.holdBack(async () => {
      corrected ??= receiveInteraction(
        article.telephone,
        article.event({ id: 'searched', type: 'described', customer: { number: '+33 1 76 99 33 44' } }),
      );
      await corrected;
    });
    const ahead = world.ctx({ kind: 'system', name: 'test' }, () => new Date(Date.now() + 60_000));
    try {
      await runScreenPop(ahead, { interactionId, moment: 'presented' });
    } finally {
      world.calls.holdBack(async () => undefined);
    }
    expect(corrected).not.toBeNull();
    expect(await world.db.interaction.findFirst({ where: { id: interactionId } })).toMatchObject({
      attachedCard: null,
      decision: null,
    });
  });
});

describe('two processes that store the same interactions in another order', () => {
  const obstacles: unknown[] = [];
  const processes = () =>
    patient.map((real) =>
      deriveCtx(article.telephone, {
        statements: {
          ...real,
          run: (statement, input) =>
            real.run(statement, input).catch((error: unknown) => {
              obstacles.push(obstacleOf(error));
              throw error;
            }),
        },
      }),
    );
  const begin = (ctx: Ctx, ids: readonly string[]) =>
    Promise.all(ids.map((id) => receiveInteraction(ctx, { ...common, id })));
  const common = { source: 'pbx', type: 'presented', at: '2026-11-23T09:00:00Z' };

  it('wait for each other, and not in a circle', async () => {
    const ids = ['circle-1', 'circle-2', 'circle-3'];
    let stored: Promise<unknown> = Promise.resolve();
    const undone = held.$transaction(
      async (tx) => {
        await tx.interaction.create({
          data: {
            source: 'pbx',
            externalId: 'circle-2',
            state: 'presented',
            channel: 'voice',
            direction: 'incoming',
            data: {},
          },
        });
        const [one, two] = processes();
        if (!one || !two) throw new Error('no processes');
        const first = begin(one, ids);
        await areWaiting(1);
        stored = Promise.all([first, begin(two, ids.toReversed())]);
        await areWaiting(2);
        throw new Error('undone');
      },
      { timeout: 100_000 },
    );
    await expect(undone).rejects.toThrow('undone');
    await stored;
    expect(obstacles).toEqual([]);
    expect(await world.db.interactionEvent.count({ where: { externalId: { in: ids } } })).toBe(3);
  });
});

/** So many transactions wait for a lock. */
async function areWaiting(count: number): Promise<void> {
  for (;;) {
    const rows = await world.db.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (rows.length >= count) return;
    await sleep(20);
  }
}
