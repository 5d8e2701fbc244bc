import { expect, it } from 'vitest';
import { readState } from '../interaction/state';

it('names the column of a stored value that cannot be read', () => {
  expect(() => readState({ status: 'gone' })).toThrow("The stored value of Interaction.data can't be read");
});
