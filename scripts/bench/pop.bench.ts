import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CALLER, LUMEN } from '@/tests/e2e/support/article';
import { setUpArticle, type ArticleSetUp } from '@/tests/e2e/support/article-set-up';
import { Telephone } from '@/tests/e2e/support/telephone';
import { openBanner, signedIn, type Agent } from './agent';
import { askHubspot, type Ask } from './ask-hubspot';
import { median, percentile, type Bench, type BenchContext, type Figure } from './figure';

const RUNS = 25;
const WARM_UP = 3;
/** How many agents are rung at the same moment: one, as many as HubSpot answers searches in one second, and twice that. */
const AT_ONCE = [1, 5, 10];
/** HubSpot allows an account five searches a second; a round begins when the last one's no longer count. */
const BETWEEN_MS = 1_100;

/**
 * The time from reporting a call until the Banner's stream has its decision. The lower bound is one authenticated
 * request (here a rejected one) and one search.
 */
export const bench: Bench = {
  title: 'Screen pop, from the announcement to the card in the Banner',
  async run(context) {
    const request = await signedIn(context);
    const article = await setUpArticle(request, { unique: `pop-${Date.now()}`, agent: 'pop@bench.example' });
    const agents = await Promise.all(
      Array.from({ length: Math.max(...AT_ONCE) }, (_, index) =>
        openBanner(context, request, { email: `agent-${index}@bench.example`, profileId: article.profileId }),
      ),
    );
    // The product respects HubSpot's limits; the lower bound doesn't.
    const ask = await askHubspot(context.sandboxUrl, LUMEN);
    try {
      const figures: Figure[] = [];
      for (const count of AT_ONCE) figures.push(...(await measure(context, article, ask, agents.slice(0, count))));
      return figures;
    } finally {
      for (const { stream } of agents) stream.close();
      await request.dispose();
    }
  },
};

async function measure(
  { makerUrl, sandboxUrl }: BenchContext,
  article: ArticleSetUp,
  ask: Ask,
  agents: readonly Agent[],
): Promise<Figure[]> {
  const telephone = new Telephone(article.apiKey, { makerUrl, sandboxUrl });
  const floor: number[] = [];
  const told: number[] = [];
  const decided: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run += 1) {
    await sleep(BETWEEN_MS);
    const floors = await Promise.all(agents.map(() => milliseconds(() => floorOf(telephone, ask))));
    const rings = await Promise.all(agents.map((agent) => ring(makerUrl, telephone, agent, `${agents.length}-${run}`)));
    if (run < 0) continue;
    floor.push(...floors);
    told.push(...rings.map((times) => times.told));
    decided.push(...rings.map((times) => times.decided));
  }
  const at = agents.length === 1 ? 'one call' : `${agents.length} calls at once`;
  return [
    { name: `Floor: a request and a search, ${at}`, unit: 'ms', values: floor },
    { name: `The Banner hears of it, ${at}`, unit: 'ms', values: told },
    { name: `The Banner has the card, ${at}`, unit: 'ms', values: decided },
    { name: 'The same, 95 of 100 within', unit: 'ms', values: [percentile(decided, 95)] },
    { name: `Decided, in times the floor, ${at}`, unit: '', values: [median(decided) / median(floor)] },
  ];
}

const ringSchema = z.object({ id: z.string() });

async function ring(
  makerUrl: string,
  telephone: Telephone,
  { email, stream }: Agent,
  round: string,
): Promise<{ told: number; decided: number }> {
  const startedAt = performance.now();
  const { body } = await telephone
    .call({ id: `${email}-${round}`, agent: email, number: CALLER.announced })
    .presented();
  const { id } = ringSchema.parse(body);
  const [told, decided] = await Promise.all([
    stream.arrival('interaction-presented', id),
    stream.arrival('interaction-decided', id),
  ]);
  if (!decided.data.includes(CALLER.id)) throw new Error('The Banner does not have the card');
  return { told: told.at - startedAt, decided: decided.at - startedAt };
}

/** The simplest search by number. */
async function floorOf(telephone: Telephone, ask: Ask): Promise<void> {
  const { status } = await telephone.announce({});
  if (status !== 400) throw new Error(`An empty announcement was answered with ${status}`);
  const filter = {
    propertyName: 'hs_searchable_calculated_phone_number',
    operator: 'EQ',
    value: CALLER.announced.replace('+33', ''),
  };
  await ask('/crm/objects/2026-09/contacts/search', { filterGroups: [{ filters: [filter] }] });
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
