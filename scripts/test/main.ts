import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem';
import { ensureBuild, ensureClient } from '../start/build';
import { stopCommands } from '../start/commands';
import { ensureBrowser, type Browser } from './browser';
import { failureLines, judged, NOTHING, sum, totals, type Counts } from './reports';
import { STAGES, TEST_BUILD, type Stage } from './stages';

const REPORTS = resolve('.data/reports');
const WINDOWED = ['--headed', '--ui', '--debug'];
const FLOORS_MAX_AGE_MS = 30 * 24 * 60 * 60_000;

let current: ChildProcess | null = null;

/** Runs the stages, or those named by --only, and ends with one line of totals. Exit code 1 when anything failed. */
export async function main(args: readonly string[]): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      current?.kill(signal);
      stopCommands();
      process.exitCode = 130;
    });
  }
  try {
    const { stages, extra } = readArguments(args);
    const counts = await runStages(stages, extra);
    const total = sum(counts);
    sayAgeOfFloors();
    process.stdout.write(`\n${failureLines(total)}${totals(total)}\n`);
    process.exit(total.failed > 0 || process.exitCode !== undefined ? 1 : 0);
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.stdout.write(`\n${totals({ ...NOTHING, failed: 1 })}\n`);
    process.exit(1);
  }
}

async function runStages(stages: readonly Stage[], extra: readonly string[]): Promise<Counts[]> {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  process.env.NEXT_DIST_DIR ??= TEST_BUILD;
  const needsBrowser = stages.some(({ name }) => name === 'e2e');
  const browser = needsBrowser
    ? ensureBrowser(
        extra.some((word) => WINDOWED.includes(word)),
        say,
      )
    : null;
  if (browser) say(`Chromium: ${browser.description}`);
  await ensureClient();

  const counts: Counts[] = [];
  for (const stage of stages) {
    if (process.exitCode !== undefined) break;
    say(`\n── ${stage.title}`);
    const startedAt = Date.now();
    const result = await runStage(stage, extra, browser);
    counts.push(result);
    say(`── ${stage.title}: ${totals(result)} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)`);
  }
  return counts;
}

async function runStage(stage: Stage, extra: readonly string[], browser: Browser | null): Promise<Counts> {
  const reportPath = join(REPORTS, `${stage.name}.json`);
  // Each worker of the browser tests starts a product; none of them may find itself building beside another.
  const isReady = stage.name === 'build' || (stage.name === 'e2e' && !process.env.BASE_URL) ? await isBuilt() : true;
  const exitedWell = isReady && (await runCommands(stage, { reportPath, extra, browser }));
  const counts = stage.count ? stage.count(reportPath) : { ...NOTHING, passed: exitedWell ? 1 : 0 };
  return judged(stage.title, counts, exitedWell);
}

async function isBuilt(): Promise<boolean> {
  try {
    await ensureBuild();
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function runCommands(
  stage: Stage,
  input: { reportPath: string; extra: readonly string[]; browser: Browser | null },
): Promise<boolean> {
  const variables = {
    ...stage.variables,
    ...(input.browser?.path === undefined ? {} : { CHROMIUM_PATH: input.browser.path }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: input.reportPath,
  };
  for (const args of stage.commands(input)) if (!(await run(args, variables, stage.isTalkative))) return false;
  return true;
}

function run(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  isTalkative: boolean,
): Promise<boolean> {
  return new Promise((done) => {
    const child: ChildProcess = spawn(process.execPath, args, {
      stdio: ['ignore', isTalkative ? 'inherit' : 'pipe', isTalkative ? 'inherit' : 'pipe'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...variables },
    });
    current = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', () => done(false));
    child.on('close', (code) => {
      if (code !== 0 && output !== '') say(output.trimEnd());
      done(code === 0);
    });
  });
}

function readArguments(args: readonly string[]): { stages: readonly Stage[]; extra: readonly string[] } {
  const separator = args.indexOf('--');
  // `npm run test:e2e -- x` and `node scripts/test.mjs --only e2e -- x` both end up with what is meant for the runner.
  const own = separator === -1 ? args : args.slice(0, separator);
  const extra = separator === -1 ? [] : args.slice(separator + 1).filter((word) => word !== '--');
  if (own.length === 0) return { stages: STAGES, extra };
  const [flag, names = '', ...rest] = own;
  const known = STAGES.map(({ name }) => name).join(', ');
  if (flag !== '--only' || rest.length > 0)
    throw new Problem(`Usage: npm test -- --only <${known}> [-- arguments of the runner]`);
  const wanted = names.split(',');
  const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Problem(`There is no stage ${unknown.join(', ')}; there are ${known}.`);
  return { stages: STAGES.filter(({ name }) => wanted.includes(name)), extra };
}

function sayAgeOfFloors(): void {
  const { checkedOn } = z
    .object({ checkedOn: z.string() })
    .parse(JSON.parse(readFileSync('tests/version-floors.json', 'utf8')));
  if (Date.now() - new Date(checkedOn).getTime() > FLOORS_MAX_AGE_MS) {
    say(
      `\nThe advisories behind tests/version-floors.json were last looked up on ${checkedOn}, more than 30 days ago: look again.`,
    );
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
