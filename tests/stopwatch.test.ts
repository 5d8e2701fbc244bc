import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * No test asserts how fast a machine is, because it would fail on a busy one. Count steps, statements or requests, or
 * pass the time in; figures of time are those of `npm run bench`. The one exception is a ratio of CPU time.
 */
const CLOCK = String.raw`(?:Date\.now\(\)|\+?\(?new Date\(\)\)?(?:\.(?:getTime|valueOf)\(\))?)`;
const READING = new RegExp(String.raw`\b(?:const|let|var) (\w+)(?:: \w+)? = ${CLOCK};?$`, 'gm');
const STOPWATCH = /\bperformance\b|\bhrtime\b|\bcpuUsage\b|\bprocess\.uptime\b|\bconsole\.time/g;

function stopwatchesIn(text: string): string[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const moment = `(?:${[CLOCK, ...[...code.matchAll(READING)].map(([, name]) => String.raw`\b${name}\b`)].join('|')})`;
  return [
    STOPWATCH,
    new RegExp(String.raw`${moment} - ${moment}`, 'g'),
    new RegExp(String.raw`expect\(${moment}\)\s*\.toBe(?:Less|Greater|Close)`, 'g'),
    new RegExp(String.raw`${moment} [<>]=? ${moment}`, 'g'),
  ].flatMap((pattern) => code.match(pattern) ?? []);
}

it("tests don't measure time", () => {
  const tests = ['app', 'components', 'lib', 'sandbox', 'scripts', 'tests']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((path) => /\.tsx?$/.test(path) && (/\.(test|spec)\.tsx?$/.test(path) || path.startsWith('tests')))
    .filter((path) => path !== join('tests', 'stopwatch.test.ts'));
  expect(tests.length).toBeGreaterThan(100);
  const found = tests.flatMap((path) => stopwatchesIn(readFileSync(path, 'utf8')).map((code) => `${path}: ${code}`));
  // Its CPU time is only ever divided by that of other work of the same process, at the same time.
  expect(found).toEqual([`${join('tests', 'support', 'web-process.ts')}: cpuUsage`]);
});

it.each([
  'const startedAt = performance.now();',
  'const { now } = performance;',
  "import { performance } from 'node:perf_hooks';",
  'const [seconds] = process.hrtime();',
  'const begun = process.hrtime.bigint();',
  "console.time('work');",
  'const { user } = process.cpuUsage();',
  'const begun = process.uptime();',
  'const startedAt = Date.now();\nawait work();\nexpect(Date.now() - startedAt).toBeLessThan(50);',
  'const startedAt: number = Date.now();\nconst took = Date.now() - startedAt;',
  'const before = Date.now();\nawait work();\nconst after = Date.now();\nexpect(after - before).toBeLessThan(50);',
  'let before = new Date().getTime();\nawait work();\nexpect(new Date().getTime() - before).toBeLessThan(50);',
  'const before = +new Date();\nexpect(Date.now() - before).toBeLessThan(50);',
  'const before = Date.now();\nexpect(Date.now()).toBeLessThan(before + 50);',
  'const before = Date.now();\nif (Date.now() > before) fail();',
])('detects a time measurement: %s', (code) => expect(stopwatchesIn(code)).not.toEqual([]));

it.each([
  'data: { expiresAt: new Date(Date.now() - 1000) },',
  'const later = () => new Date(Date.now() + LOCK_MS - 60_000);',
  'const name = `agent-${Date.now()}@example.com`;',
  'const begunAt = Date.now();\nexpect(Number(timestamp)).toBeGreaterThanOrEqual(begunAt);',
  'expect(new Date(checkedOn).getTime()).toBeLessThanOrEqual(Date.now());',
  '// performance.now() would say it',
])('ignores other code: %s', (code) => expect(stopwatchesIn(code)).toEqual([]));
