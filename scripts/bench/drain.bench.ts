import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Api, setUpArticle } from '@/tests/e2e/support/article-set-up';
import { sandbox } from '@/tests/e2e/support/sandbox';
import { Telephone } from '@/tests/e2e/support/telephone';
import { signedIn } from './agent';
import type { Bench } from './figure';

const BACKLOG = 400;
/** Requests that report calls at the same time. */
const LINES = 8;
/** As HubSpot documents them for an account. */
const LIMITS = { 'limits.burst': 110, 'limits.burstWindowMs': 10_000, 'limits.search': 5 };
/** What the background may take of them, one request an entry: the peer is a log written one by one. */
const ONE_BY_ONE = 8;

/**
 * How fast ended calls that had to wait are logged, at HubSpot's documented limits. Their callers are withheld, because
 * looking for customers has a limit of its own.
 */
export const bench: Bench = {
  title: `Logging of a backlog of ${BACKLOG} calls`,
  async run(context) {
    const request = await signedIn(context);
    try {
      await sandbox.settings(LIMITS);
      const article = await setUpArticle(request, { unique: `drain-${Date.now()}` });
      const api = new Api(request);
      await sandbox.fault({ path: '/batch/upsert', status: 503, json: { message: 'down' }, times: 1_000_000 });
      await report(new Telephone(article.apiKey, context), article.agent.email);
      const logged = async () =>
        z.object({ matching: z.number() }).parse(await api.get(`/api/interactions?state=without_customer`)).matching;
      const before = await logged();
      await sandbox.endFaults();
      const startedAt = performance.now();
      let firstAt = 0;
      for (let count = before; count < BACKLOG; count = await logged()) {
        if (firstAt === 0 && count > before) firstAt = performance.now();
        if (performance.now() - startedAt > 600_000) throw new Error(`${count} of ${BACKLOG} calls are logged`);
        await sleep(500);
      }
      const rate = (BACKLOG - before) / ((performance.now() - firstAt) / 1000);
      return [
        { name: 'From HubSpot being back to the first', unit: 's', values: [(firstAt - startedAt) / 1000] },
        { name: 'Logged, from the first to the last', unit: '/s', values: [rate] },
        { name: 'In times a log written one by one', unit: '', values: [rate / ONE_BY_ONE] },
      ];
    } finally {
      await request.dispose();
    }
  },
};

async function report(telephone: Telephone, agent: string): Promise<void> {
  const ids = Array.from({ length: BACKLOG }, (_, index) => `drain-${Date.now()}-${index}`);
  const line = async () => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const at = new Date().toISOString();
      const event = {
        source: 'bench',
        id,
        at,
        channel: 'voice',
        direction: 'incoming',
        agent,
        customer: { number: 'anonymous' },
      };
      const { status, body } = await telephone.announce({ ...event, type: 'ended' });
      if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
}
