import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../problem';
import { ensureBuild, ensureClient } from '../start/build';
import { stopCommands } from '../start/commands';
import { readArguments, type TestOptions } from './arguments';
import { ensureBrowser } from './browser';
import { changedPaths, flowsFor } from './changes';
import { endOf, judged, NOTHING, sum, totals, type Counts } from './reports';
import { hasRoomForTwo } from './room';
import { TEST_BUILD, type Stage, type StageInput } from './stages';

const REPORTS = resolve('.data/reports');
const isWindowed = (word: string) => ['--headed', '--ui', '--debug'].includes(word);

const running = new Set<ChildProcess>();

/** Runs the stages, or those named by --only, and ends with one line of totals. Exit code 1 when anything failed. */
export async function main(args: readonly string[]): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const child of running) child.kill(signal);
      void stopCommands();
      process.exitCode = 130;
    });
  }
  try {
    const total = sum(await runStages(readArguments(args)));
    process.stdout.write(endOf(total, new Date()));
    process.exit(total.failed > 0 || process.exitCode !== undefined ? 1 : 0);
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof Problem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.stdout.write(`\n${totals({ ...NOTHING, failed: 1 })}\n`);
    process.exit(1);
  }
}

async function runStages({ stages, extra, changedSince }: TestOptions): Promise<Counts[]> {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  process.env.NEXT_DIST_DIR ??= TEST_BUILD;
  const flows = changedSince === null ? null : flowsFor(changedPaths(changedSince));
  const due = stages.filter(({ name }) => flows?.length !== 0 || (name !== 'build' && name !== 'e2e'));
  const browser = due.some(({ name }) => name === 'e2e') ? ensureBrowser(extra.some(isWindowed), say) : null;
  if (browser) say(`Chromium: ${browser.description}`);
  await ensureClient();

  const input = { extra, changedSince, flows: flows ?? [], browser };
  const build = due.find(({ name }) => name === 'build');
  let building: Promise<string | null> | null = null;
  const begin = (stage: Stage) => timed(() => (stage === build ? runBuild(stage, building) : runStage(stage, input)));
  const counts: Counts[] = [];
  let begun: Promise<Timed> | null = null;
  for (const [index, stage] of due.entries()) {
    if (process.exitCode !== undefined) break;
    if (stage.isBesideBuild && build && hasRoomForTwo()) building ??= problemOfBuild();
    say(`\n── ${stage.title}`);
    const running: Promise<Timed> = begun ?? begin(stage);
    const next = due[index + 1];
    begun = next?.isBesidePrevious && hasRoomForTwo() ? begin(next) : null;
    const { result, seconds } = await running;
    if (result.output !== '') say(result.output);
    counts.push(result.counts);
    say(`── ${stage.title}: ${totals(result.counts)} (${seconds.toFixed(0)} s)`);
  }
  await Promise.all([begun, building]);
  return counts;
}

interface Result {
  counts: Counts;
  /** What explains a failure, to be printed at the stage's own place, not within another's output. */
  output: string;
}

interface Timed {
  result: Result;
  seconds: number;
}

async function timed(work: () => Promise<Result>): Promise<Timed> {
  const startedAt = Date.now();
  const result = await work();
  return { result, seconds: (Date.now() - startedAt) / 1000 };
}

async function runStage(stage: Stage, input: Omit<StageInput, 'reportPath'>): Promise<Result> {
  const reportPath = join(REPORTS, `${stage.name}.json`);
  // Build once, because each browser worker starts a product and they must not build at the same time.
  const problem = stage.name === 'e2e' && !process.env.BASE_URL ? await problemOfBuild() : null;
  const { exitedWell, output } =
    problem === null ? await runCommands(stage, { ...input, reportPath }) : { exitedWell: false, output: problem };
  const counts = stage.count ? stage.count(reportPath) : { ...NOTHING, passed: exitedWell ? 1 : 0 };
  const mayRunNothing = input.changedSince !== null && exitedWell;
  const hasRunNothing = mayRunNothing && counts.passed + counts.failed === 0;
  return { counts: hasRunNothing ? counts : judged(stage.title, counts, exitedWell), output };
}

async function runBuild({ title }: Stage, begun: Promise<string | null> | null): Promise<Result> {
  const problem = await (begun ?? problemOfBuild());
  const counts = judged(title, { ...NOTHING, passed: problem === null ? 1 : 0 }, problem === null);
  return { counts, output: problem ?? '' };
}

/** null: it is built, now or before. */
async function problemOfBuild(): Promise<string | null> {
  try {
    await ensureBuild();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Ended {
  exitedWell: boolean;
  /** Of a command that failed without having been heard. */
  output: string;
}

async function runCommands(stage: Stage, input: StageInput): Promise<Ended> {
  const variables = {
    ...stage.variables,
    ...(input.browser?.path === undefined ? {} : { CHROMIUM_PATH: input.browser.path }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: input.reportPath,
  };
  for (const args of stage.commands(input)) {
    const ended = await run(args, variables, stage.isTalkative);
    if (!ended.exitedWell) return ended;
  }
  return { exitedWell: true, output: '' };
}

function run(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  isTalkative: boolean,
): Promise<Ended> {
  return new Promise((done) => {
    const child: ChildProcess = spawn(process.execPath, args, {
      stdio: ['ignore', isTalkative ? 'inherit' : 'pipe', isTalkative ? 'inherit' : 'pipe'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...variables },
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const end = (exitedWell: boolean) => {
      running.delete(child);
      done({ exitedWell, output: exitedWell ? '' : output.trimEnd() });
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
