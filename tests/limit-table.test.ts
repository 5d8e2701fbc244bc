import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CODE_WAIT, PASSWORD_WAITS, RATE_LIMITS } from '@/lib/domain/people/limits';

/** What `docs/security.md` has to say under *Limits*. */
function limitTable(): string[] {
  const rates = Object.values(RATE_LIMITS).map(
    ({ by, counts, points, seconds, store }) =>
      `| ${by} | ${counts} | ${points} in ${seconds} s | ${store === 'process' ? 'each web process' : 'PostgreSQL'} |`,
  );
  const waits = [...Object.values(PASSWORD_WAITS), CODE_WAIT].map((rule) => {
    const forgotten = 'forgetMs' in rule ? `one every ${rule.forgetMs / 60_000} min` : 'all, by a right one';
    return `| ${rule.counts} | ${rule.free} | ${rule.firstMs / 1000} s to ${rule.mostMs / 60_000} min | ${forgotten} |`;
  });
  return [
    '| Per | What counts | How many | Counted in |',
    '|---|---|---|---|',
    ...rates,
    '',
    'Wrong passwords and codes wait, twice as long each time:',
    '',
    '| What counts | Without a wait | Then waits | Forgotten |',
    '|---|---|---|---|',
    ...waits,
  ];
}

it('docs/security.md shows the limits as they are', () => {
  const section = readFileSync('docs/security.md', 'utf8').split('## Limits\n')[1]?.split('\n## ')[0] ?? '';
  const tables = section.slice(section.indexOf('| Per |')).trimEnd().split('\n');
  expect(tables).toEqual(limitTable());
});
