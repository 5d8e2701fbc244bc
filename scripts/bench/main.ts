import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startInstance } from '@/tests/e2e/support/instance';
import { Problem } from '../problem';
import { ensureBuild, ensureClient } from '../start/build';
import { median, type Bench, type BenchContext, type Figure } from './figure';

const FOLDER = join(import.meta.dirname);
const SUFFIX = '.bench.ts';
const ADMIN = { email: 'bench@example.com', password: 'correct horse battery staple' };

/**
 * Runs every `*.bench.ts` of this folder, or those named on the command line, against one product of its own.
 * Exit code 1 when a figure is over its budget.
 */
export async function main(names: readonly string[]): Promise<void> {
  const files = readdirSync(FOLDER).filter(
    (file) => file.endsWith(SUFFIX) && (names.length === 0 || names.includes(basename(file, SUFFIX))),
  );
  if (files.length === 0) throw new Problem(`There is no bench ${names.join(', ')}.`);
  process.env.NEXT_DIST_DIR ??= '.next-test';
  await ensureClient();
  await ensureBuild();
  const instance = await startInstance({ name: 'bench', admin: ADMIN });
  const context: BenchContext = {
    makerUrl: instance.makerUrl,
    sandboxUrl: instance.sandboxUrl,
    admin: ADMIN,
    restart: () => instance.restart(),
  };
  // Where the helpers of the browser tests look for the product.
  Object.assign(process.env, { BASE_URL: instance.makerUrl, SANDBOX_URL: instance.sandboxUrl });
  let isOver = false;
  try {
    for (const file of files) {
      const { bench } = await loadBench(join(FOLDER, file));
      process.stdout.write(`\n${bench.title}\n`);
      for (const figure of await bench.run(context)) {
        const within = figure.budget === undefined || median(figure.values) <= figure.budget;
        isOver ||= !within;
        process.stdout.write(`${line(figure, within)}\n`);
      }
    }
  } finally {
    await instance.stop();
  }
  process.exit(isOver ? 1 : 0);
}

function line({ name, unit, values, budget }: Figure, within: boolean): string {
  const spread =
    values.length > 1
      ? `  (${round(Math.min(...values))} to ${round(Math.max(...values))}, ${values.length} runs)`
      : '';
  const verdict = budget === undefined ? '' : `  budget ${round(budget)} ${unit}: ${within ? 'within' : 'OVER'}`;
  return `  ${name.padEnd(44)}${String(round(median(values))).padStart(9)} ${unit}${spread}${verdict}`;
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
}

/** A bench file exports `bench`; anything else fails at once, by name. */
async function loadBench(path: string): Promise<{ bench: Bench }> {
  const loaded: { bench?: Bench } = await import(pathToFileURL(path).href);
  if (!loaded.bench) throw new Problem(`${path} exports no bench.`);
  return { bench: loaded.bench };
}
