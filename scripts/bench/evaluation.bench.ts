import { continueScreenPop, startScreenPop } from '@/lib/domain/screen-pop/run';
import { scrubbed } from '@/lib/integrations/scrub';
import { crowdedScreenPop } from '@/tests/support/crowded-screen-pop';
import type { Bench } from './figure';

const RUNS = 30;

/** The computations of a screen pop, without I/O. */
export const bench: Bench = {
  title: 'Evaluation, at every limit at once',
  run: async () => [
    { name: 'A screen pop is decided', unit: 'ms', values: timed(decide), budget: 5 },
    {
      name: 'An answer of 400 kB is scrubbed',
      unit: 'ms',
      values: timed(() => scrubbed('a@'.repeat(200_000))),
      budget: 500,
    },
  ],
};

const { input, crowd } = crowdedScreenPop();

function decide(): void {
  const first = startScreenPop(input);
  if (first.kind !== 'search') throw new Error('The screen pop searches nothing');
  const next = continueScreenPop(first.state, { ok: true, page: { records: crowd, total: crowd.length } });
  if (next.kind !== 'decided' || next.decision.kind !== 'choose') throw new Error('The candidates were not verified');
}

function timed(work: () => unknown): number[] {
  return Array.from({ length: RUNS }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
}
