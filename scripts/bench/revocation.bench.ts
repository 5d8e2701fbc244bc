import { Api } from '@/tests/e2e/support/article-set-up';
import { openBanner, signedIn } from './agent';
import { percentile, type Bench } from './figure';

const RUNS = 20;

/** S-53: the time from ending a user's sessions until their open Banner is notified. */
export const bench: Bench = {
  title: 'Revocation, from the request to the stream of the Banner',
  async run(context) {
    const request = await signedIn(context);
    const waits: number[] = [];
    try {
      for (let run = 0; run < RUNS; run += 1) {
        const agent = await openBanner(context, request, { email: `revoked-${run}@bench.example`, profileId: null });
        const startedAt = performance.now();
        const told = agent.stream.arrival('session-ended', '');
        await new Api(request).delete(`/api/users/${agent.id}/sessions`);
        waits.push((await told).at - startedAt);
      }
    } finally {
      await request.dispose();
    }
    return [
      { name: 'The stream is told', unit: 'ms', values: waits },
      { name: 'The same, 99 of 100 within', unit: 'ms', values: [percentile(waits, 99)], budget: 1000 },
    ];
  },
};
