import { setUpArticle } from '@/tests/e2e/support/article-set-up';
import { Telephone } from '@/tests/e2e/support/telephone';
import { signedIn } from './agent';
import { median, percentile, type Bench, type Figure } from './figure';

const CALLS = 150;
const RUNS = 5;
const WARM_UP = 2;
/** Requests at the same time. */
const LINES = 8;
const TYPES = ['presented', 'accepted', 'ended'] as const;

/**
 * How many events of phone systems are stored a second, each before it is answered, while an agent has no Banner open. Callers
 * are withheld, so that nothing is searched for. The floor is the product's smallest answer, asked for by as many at a time.
 */
export const bench: Bench = {
  title: `Events, ${LINES} at a time`,
  async run(context) {
    const request = await signedIn(context);
    try {
      const article = await setUpArticle(request, { unique: `events-${Date.now()}` });
      const { email } = article.agent;
      const telephone = new Telephone(article.apiKey, context);
      const floors: number[] = [];
      const rates: Record<(typeof TYPES)[number], number[]> = { presented: [], accepted: [], ended: [] };
      const all: number[] = [];
      for (let run = -WARM_UP; run < RUNS; run += 1) {
        const floor = await inLines(() => askHealth(context.makerUrl));
        if (run >= 0) floors.push(floor.perSecond);
        for (const type of TYPES) {
          const { perSecond, tookMs } = await inLines((id) =>
            announce(telephone, { id: `${run}-${id}`, type, agent: email }),
          );
          if (run < 0) continue;
          rates[type].push(perSecond);
          all.push(...tookMs);
        }
      }
      return [
        { name: 'Floor: health checks', unit: '/s', values: floors },
        ...TYPES.map((type): Figure => ({ name: `Stored, ${type}`, unit: '/s', values: rates[type] })),
        {
          name: 'Stored, in times the floor',
          unit: '',
          values: [median(TYPES.flatMap((type) => rates[type])) / median(floors)],
        },
        { name: 'An answer', unit: 'ms', values: [median(all)] },
        { name: 'The same, 99 of 100 within', unit: 'ms', values: [percentile(all, 99)] },
      ];
    } finally {
      await request.dispose();
    }
  },
};

async function askHealth(makerUrl: string): Promise<void> {
  const response = await fetch(new URL('/api/health', makerUrl));
  if (!response.ok) throw new Error(String(response.status));
  await response.arrayBuffer();
}

async function announce(
  telephone: Telephone,
  { id, type, agent }: { id: string; type: (typeof TYPES)[number]; agent: string },
): Promise<void> {
  const { status, body } = await telephone.announce({
    source: 'bench',
    id,
    type,
    at: new Date().toISOString(),
    channel: 'voice',
    direction: 'incoming',
    agent,
    customer: { number: 'anonymous' },
  });
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
}

async function inLines(work: (id: number) => Promise<void>): Promise<{ perSecond: number; tookMs: number[] }> {
  const tookMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const line = async () => {
    for (let id = next++; id < CALLS; id = next++) {
      const sentAt = performance.now();
      await work(id);
      tookMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
  return { perSecond: CALLS / ((performance.now() - startedAt) / 1000), tookMs };
}
