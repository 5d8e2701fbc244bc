import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { titleProblem } from '@/scripts/commit-title.mjs';

const RULE = 'scripts/commit-title.mjs';

describe('the rule for commit titles', () => {
  it.each([
    'Add a tag to a role',
    'Focus the first field that is wrong',
    'Embed PostgreSQL',
    'Feed the worker',
    'Pass the clock in',
    'Bring the sandbox up first',
    'Use HubSpot’s dated paths',
    'Open, report and close a window in one way',
  ])('accepts "%s"', (title) => expect(titleProblem(title)).toBeNull());

  it.each([
    'Added a tag',
    'Adds a tag',
    'Adding a tag',
    'add a tag',
    'Add a tag.',
    'README: fix a typo',
    '',
    'Add '.padEnd(73, 'x'),
  ])('refuses "%s"', (title) => expect(titleProblem(title)).not.toBeNull());

  it('holds for every commit since the rule was added', (context) => {
    const titles = titlesToCheck();
    if (titles === null) return context.skip('the history of this clone does not reach back to the rule');
    expect(
      titles.flatMap((title) => (titleProblem(title) === null ? [] : [`${title}: ${titleProblem(title)}`])),
    ).toEqual([]);
  });
});

/** Null where there is no history, or a shallow clone that begins after the rule or with it. */
function titlesToCheck(): string[] | null {
  try {
    const first = git('log', '--diff-filter=A', '--format=%H', '--', RULE).at(-1);
    if (first === undefined || git('rev-parse', '--is-shallow-repository')[0] === 'true') return null;
    return git('log', '--no-merges', '--format=%s', `${first}^..HEAD`).filter((title) => !title.startsWith('Revert '));
  } catch {
    return null;
  }
}

function git(...args: string[]): string[] {
  const output = execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return output.split('\n').filter((line) => line !== '');
}
