import { describe, expect, it } from 'vitest';
import { findJsonError } from './json-error';

describe('position of a JSON syntax error', () => {
  it.each([
    ['{"a": }', 6],
    ['{"a": 1,}', 8],
    ['[1, 2', 5],
    ['{"a" 1}', 5],
    ['{"a": "x', 6],
    ['nope', 0],
    ['{"a": [1, {"b": tru}]}', 16],
    ['{}}', 2],
    ['[1}', 2],
    ['', 0],
    ['  ', 2],
    ['{a: 1}', 1],
    ['{"a": 01}', 7],
  ])('%s at %i', (text, offset) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findJsonError(text)).toBe(offset);
  });
});
