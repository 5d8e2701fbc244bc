import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPolicies, TABLE, verbFiles, verbTable } from '@/scripts/write-verb-table';

const policies = await readPolicies();

it('the table matches the policies; otherwise run `npx tsx scripts/write-verb-table.ts`', () => {
  expect(readFileSync(TABLE, 'utf8')).toBe(verbTable(policies));
});

it.each(policies)('$verb is named after its file', ({ verb }) => {
  expect(verbFiles()).toContain(verb.replace(/ \(.*\)$/, ''));
});
