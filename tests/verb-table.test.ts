import { expect, it } from 'vitest';
import { readPolicies, verbFiles } from '@/scripts/write-verb-table';

const policies = await readPolicies();

it.each(policies)('$verb is named after its file', ({ verb }) => {
  expect(verbFiles()).toContain(verb.replace(/ \(.*\)$/, ''));
});
