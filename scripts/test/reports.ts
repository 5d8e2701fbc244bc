import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import { ageNotice, readFloors } from '../floors';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Failed tests, by file and name. */
  failures: readonly string[];
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failed: a.failed + b.failed,
      skipped: a.skipped + b.skipped,
      failures: [...a.failures, ...b.failures],
    }),
    NOTHING,
  );
}

/** Failed tests, one per line, for the end of a run's output. */
function failureLines({ failures }: Counts): string {
  return failures.map((name) => `Failed: ${name}\n`).join('');
}

/** What a run ends with: how old the list of safe versions is, if it is, what failed, and the totals. */
export function endOf(total: Counts, now: Date): string {
  const notice = ageNotice(readFloors().checkedOn, now);
  return `\n${notice === null ? '' : `${notice}\n\n`}${failureLines(total)}${totals(total)}\n`;
}

/** The last line of a run. */
export function totals({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The result of a stage. A runner that crashed or ran no tests has failed, even if its report has no failed test. */
export function judged(stage: string, counts: Counts, exitedWell: boolean): Counts {
  const ranNothing = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (ranNothing || !exitedWell)
    ? { ...counts, failed: 1, failures: [`${stage}, as a whole`] }
    : counts;
}

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Vitest's JSON report. A file that can't be loaded counts as one failure. */
export function readVitestReport(path: string): Counts {
  const report = read(path, vitestSchema);
  if (!report) return NOTHING;
  const brokenFiles = report.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name }) => relative('.', name));
  const failedTests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${relative('.', name)} › ${fullName}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...brokenFiles, ...failedTests],
  };
}

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().default('') })),
  suites: z.array(z.unknown()),
});

/** A file, or a group of tests in it. */
const suiteSchema = z.object({
  specs: z
    .array(z.object({ title: z.string(), file: z.string(), tests: z.array(z.object({ status: z.string() })) }))
    .default([]),
  suites: z.array(z.unknown()).default([]),
});

/** Playwright's JSON report. A flaky test counts as failed. */
export function readPlaywrightReport(path: string): Counts {
  const report = read(path, playwrightSchema);
  if (!report) return NOTHING;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failures = [...report.errors.map(({ message }) => message.split('\n')[0] ?? ''), ...failedSpecs(report.suites)];
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped, failures };
}

function failedSpecs(suites: readonly unknown[]): string[] {
  return suites.flatMap((suite) => {
    const { specs, suites: inner } = suiteSchema.parse(suite);
    const failed = specs.filter(({ tests }) =>
      tests.some(({ status }) => status === 'unexpected' || status === 'flaky'),
    );
    return [...failed.map(({ file, title }) => `tests/e2e/${file} › ${title}`), ...failedSpecs(inner)];
  });
}

function read<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
