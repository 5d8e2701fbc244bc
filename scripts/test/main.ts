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

let current: ChildProcess | null = null;

/** Runs the stages, or those named by --only, and ends with one line of totals. Exit code 1 when anything failed. */
export async function main(args: readonly string[]): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      current?.kill(signal);
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
  const counts: Counts[] = [];
  for (const stage of due) {
    if (process.exitCode !== undefined) break;
    if (stage.isBesideBuild && build && hasRoomForTwo()) building ??= problemOfBuild();
    say(`\n── ${stage.title}`);
    const startedAt = Date.now();
    const result = stage === build ? await runBuild(stage, building) : await runStage(stage, input);
    counts.push(result);
    say(`── ${stage.title}: ${totals(result)} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)`);
  }
  await building;
  return counts;
}

async function runStage(stage: Stage, input: Omit<StageInput, 'reportPath'>): Promise<Counts> {
  const reportPath = join(REPORTS, `${stage.name}.json`);
  // Build once, because each browser worker starts a product and they must not build at the same time.
  const problem = stage.name === 'e2e' && !process.env.BASE_URL ? await problemOfBuild() : null;
  if (problem !== null) say(problem);
  const exitedWell = problem === null && (await runCommands(stage, { ...input, reportPath }));
  const counts = stage.count ? stage.count(reportPath) : { ...NOTHING, passed: exitedWell ? 1 : 0 };
  const mayRunNothing = input.changedSince !== null && exitedWell;
  return mayRunNothing && counts.passed + counts.failed === 0 ? counts : judged(stage.title, counts, exitedWell);
}

/** Prints errors at the stage's own place, not within another's output. */
async function runBuild({ title }: Stage, begun: Promise<string | null> | null): Promise<Counts> {
  const problem = await (begun ?? problemOfBuild());
  if (problem !== null) say(problem);
  return judged(title, { ...NOTHING, passed: problem === null ? 1 : 0 }, problem === null);
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

async function runCommands(stage: Stage, input: StageInput): Promise<boolean> {
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

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
