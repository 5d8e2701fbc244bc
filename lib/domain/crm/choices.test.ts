import { expect, it } from 'vitest';
import { addedChoices, areChoicesAdded } from './choices';

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
