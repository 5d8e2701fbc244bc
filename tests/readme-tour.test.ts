import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTour } from './e2e/support/tour/read-tour';
import { isInInterface } from './e2e/support/tour/translate';

const readme = readFileSync('README.md', 'utf8');
const steps = readTour(readme);

/** `tests/e2e/readme-tour.spec.ts` follows the tour in the browser; here is what can be seen without one. */
describe('the tour of the README', () => {
  it('names only labels of the interface or the sandbox, and values entered in the tour', () => {
    const known = isInInterface();
    const sandbox = [...sourcesOf('sandbox')].map((path) => readFileSync(path, 'utf8')).join('\n');
    const instructions = steps.flatMap((step) => step.instructions);
    const entered = new Set(instructions.flatMap((each) => (each.do === 'enter' ? [each.value] : [])));
    const labels = instructions.flatMap((each) => [
      ...('label' in each ? [each.label] : []),
      ...('option' in each ? [each.option] : []),
    ]);
    expect(labels.length).toBeGreaterThan(100);
    expect(labels.filter((label) => !known(label) && !entered.has(label) && !sandbox.includes(label))).toEqual([]);
  });

  it("is refused if a step can't be carried out", () => {
    const broken = readme.replace('Press *Update*', 'Wiggle *Update*');
    expect(broken).not.toBe(readme);
    expect(() => readTour(broken)).toThrow('does not understand');
  });
});

function sourcesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourcesOf(path);
    return /(?<!\.test)\.ts$/.test(name) ? [path] : [];
  });
}
