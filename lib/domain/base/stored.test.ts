import { expect, it } from 'vitest';
import { readState } from '../interaction/state';

it("names the column if a stored value can't be read", () => {
  expect(() => readState({ status: 'gone' })).toThrow("The stored value of Interaction.data can't be read");
});
