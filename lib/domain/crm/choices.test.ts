import { describe, expect, it } from 'vitest';
import { addedChoices, areChoicesAdded, changedChoices } from './choices';

it.each([
  ['BILLING', ';BILLING'],
  ['A;B', ';A;B'],
  [' A ; B;', ';A;B'],
])('%j is added as %j', (value, added) => expect(addedChoices(value)).toBe(added));

it.each([
  [';C', 'A;B;C', true],
  [';C', 'C', true],
  [';C;D', 'D;C', true],
  [';C', 'A;B', false],
  [';C', '', false],
  ['C', 'A;C', false],
])('%j after adding holds %j: %s', (sent, stored, isAdded) => expect(areChoicesAdded(sent, stored)).toBe(isAdded));

describe('changedChoices', () => {
  it.each([
    ['one is added', 'A', 'A;B', 'A', ';B'],
    ['one is added to none', '', 'B', '', ';B'],
    ['one is added, and another by somebody else', 'A', 'A;B', 'A;C', ';B'],
    ['what somebody else added already', 'A', 'A;B', 'A;B', 'A;B'],
    ['one is removed, and another added by somebody else', 'A;B', 'A', 'A;B;C', 'A;C'],
    ['one is removed and one added', 'A;B', 'A;D', 'A;B;C', 'A;C;D'],
    ['one is removed that is gone', 'A;B', 'A', 'A', 'A'],
    ['all are removed', 'A;B', '', 'A;B', ''],
    ['nothing is changed', 'A', 'A', 'A;C', 'A;C'],
  ])('%s', (_what, seen, chosen, stored, sent) => {
    expect(changedChoices({ seen, chosen, stored })).toBe(sent);
  });
});
