import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '@/lib/domain/interaction/replay';
import { storedEventSchema, type InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { readState } from '@/lib/domain/interaction/state';
import { createStatements } from '@/lib/platform/prepared';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { deriveCtx, type Ctx } from '@/lib/services/context';
import { configureArticle, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** Web processes share no memory: what one of them stores, another may be deciding about at the same moment. */

const world = await startWorld();
let article: ArticleWorld;
const others = [1, 2].map(() => createStatements(world.databaseUrl));
let processes: Ctx[];

beforeAll(async () => {
  article = await configureArticle(world);
  processes = [article.telephone, ...others.map((statements) => deriveCtx(article.telephone, { statements }))];
});
afterAll(() => Promise.all(others.map((statements) => statements.close())));

const ANA = 'agent@atelier-lumen.example';
const CALLS = Array.from({ length: 12 }, (_, index) => `crossing-${index}`);
const STORY = [
  { type: 'presented', agents: [ANA, 'ben@example.com', 'cleo@example.com'] },
  { type: 'missed', agent: 'ben@example.com' },
  { type: 'accepted', agent: ANA },
  { type: 'described', customer: { name: 'Iris Caron' } },
  { type: 'ended', agent: ANA, durationMs: 30_000 },
] as const;

function eventOf(id: string, step: number): InteractionEventInput {
  const { sequence: _sequence, agent: _agent, ...common } = article.event({ customer: { number: 'anonymous' } });
  const told = STORY[step];
  if (!told) throw new Error('no such step');
  const at = new Date(Date.parse('2026-11-23T09:00:00Z') + step * 10_000).toISOString();
  return storedEventSchema.parse({ ...common, id, at, ...told });
}

/** The same order each time, and not the one it happened in. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item, index) => ({ item, place: ((index * 7919) % 104_729) % items.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

describe('events that reach several processes at once, each more than once', () => {
  it('are stored once, and amount to the same as in order', async () => {
    const steps = CALLS.flatMap((id) => STORY.map((_, step) => ({ id, step })));
    const sent = processes.map((process, index) => ({ process, steps: index === 1 ? shuffled(steps) : steps }));
    const answers = await Promise.all(
      sent.flatMap(({ process, steps: told }) =>
        told.map(({ id, step }) => receiveInteraction(process, eventOf(id, step))),
      ),
    );
    expect(answers.filter(({ isRepeat }) => !isRepeat)).toHaveLength(steps.length);

    const rows = await world.db.interaction.findMany({
      where: { externalId: { in: CALLS } },
      include: {
        events: true,
        participations: { orderBy: { agent: 'asc' } },
        assignments: { select: { state: true } },
        _count: { select: { bannerEvents: true } },
      },
      orderBy: { externalId: 'asc' },
    });
    expect(rows.map(({ externalId }) => externalId)).toEqual(CALLS.toSorted());
    for (const row of rows) {
      const [first, ...rest] = STORY.map((_, step) => eventOf(row.externalId, step));
      const { state, participations } = replay([first ?? expect.fail(), ...rest]);
      expect(row.events).toHaveLength(STORY.length);
      expect(row.version).toBe(STORY.length);
      expect(readState(row.data)).toEqual(state);
      expect(row.participations).toMatchObject(
        participations
          .toSorted((a, b) => (a.agent < b.agent ? -1 : 1))
          .map(({ agent, phase, ending, takenBy }) => ({ agent, phase, ending, takenBy })),
      );
      expect(row.assignments).toEqual([{ state: 'pending' }]);
      expect(row._count.bannerEvents).toBeGreaterThan(0);
    }
    const jobs = await world.db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS "count" FROM graphile_worker.jobs WHERE "task_identifier" = 'assign-interaction'`;
    expect(jobs).toEqual([{ count: CALLS.length }]);
  });
});
