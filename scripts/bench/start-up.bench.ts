import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Bench } from './figure';

const RUNS = 5;

/**
 * The time from the command until the product responds, with everything installed and built, compared with starting
 * Node alone.
 */
export const bench: Bench = {
  title: 'Start-up',
  async run({ restart }) {
    const floor: number[] = [];
    const restarts: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      floor.push(await seconds(bareNode));
      restarts.push(await seconds(restart));
    }
    return [
      { name: 'Floor: Node loads a TypeScript file', unit: 's', values: floor },
      { name: 'Stop, then second npm start until ready', unit: 's', values: restarts },
    ];
  },
};

async function bareNode(): Promise<void> {
  await once(spawn(process.execPath, ['--import', 'tsx', '--eval', ''], { stdio: 'ignore' }), 'exit');
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
