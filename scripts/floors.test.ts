import { expect, it } from 'vitest';
import { ageNotice, nodeProblem, postgresNotice, readFloors } from './floors';

it.each([
  ['2026-11-20', '2026-11-20', null],
  ['2026-11-20', '2026-12-20', null],
  ['2026-11-20', '2026-12-21', /last looked up on 2026-11-20, 31 days ago: look again/],
  ['2026-11-20', '2026-11-01', null],
])('the list of %s, checked on %s', (checkedOn, today, sentence) => {
  const notice = ageNotice(checkedOn, new Date(today));
  if (sentence === null) expect(notice).toBeNull();
  else expect(notice).toMatch(sentence);
});

it.each([
  ['18.4.0-beta.17', '18.6', /PostgreSQL 18\.4 lacks the security fixes up to 18\.6/],
  ['18.6.0-beta.17', '18.6', null],
  ['18.10.0', '18.6', null],
])('the embedded PostgreSQL %s, with fixes up to %s', (version, floor, sentence) => {
  const notice = postgresNotice(version, floor);
  if (sentence === null) expect(notice).toBeNull();
  else expect(notice).toMatch(sentence);
});

it('the list has a minimum version for the embedded PostgreSQL', () =>
  expect(readFloors().postgresql).toMatch(/^\d+\.\d+$/));

it.each([
  ['20.19.0', 'live', /^Node 20\.19\.0 has had no security fixes .* set HUBSPOT=sandbox/],
  ['20.20.2', 'live', /Install Node 24/],
  ['20.20.2', 'sandbox', null],
  ['22.12.0', 'live', null],
  ['24.1.0', 'live', null],
] as const)('Node %s in mode %s', (version, mode, sentence) => {
  const problem = nodeProblem(version, mode);
  if (sentence === null) expect(problem).toBeNull();
  else expect(problem).toMatch(sentence);
});
