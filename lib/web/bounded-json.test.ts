import { describe, expect, it } from 'vitest';
import { parseBoundedJson, valuesWithin } from './bounded-json';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const names = (count: number) => `{${Array.from({ length: count }, (_, index) => `"n${index}":1`).join(',')}}`;
const refused = { code: 'INVALID_INPUT', key: 'body_too_complex' };
const thrownBy = (text: string, values = 1_000): unknown => {
  try {
    return parseBoundedJson(text, values);
  } catch (error) {
    return error;
  }
};

describe('parsing untrusted JSON', () => {
  it.each([nested(33), nested(10_000), '{"a":'.repeat(40), '['.repeat(500_000)])(
    'refuses deep nesting, complete or not',
    (text) => expect(thrownBy(text)).toMatchObject(refused),
  );

  it('refuses too many names, items or objects', () => {
    expect(thrownBy(names(60_000))).toMatchObject(refused);
    expect(thrownBy(`[${'1,'.repeat(2_000)}1]`)).toMatchObject(refused);
    expect(thrownBy(`[${'{},'.repeat(600)}{}]`)).toMatchObject(refused);
    expect(thrownBy(names(998))).not.toBeInstanceOf(Error);
  });

  it('returns what JSON.parse does, up to those limits', () => {
    for (const text of [
      nested(32),
      '{"a":[1,{"b":"\\"]}[{,"}],"c":"\\\\"}',
      '"a, b, c"',
      '  null ',
      '{"__proto__":{"x":1},"a":1,"a":2}',
      `"${'\\u0000,['.repeat(2_000)}"`,
    ])
      expect(thrownBy(text)).toEqual(JSON.parse(text));
    expect(Object.prototype).not.toHaveProperty('x');
  });

  it.each(['{', '"', '{"a":', 'undefined', '\u0000', '[1,]', '{"a":1}}', '"\\', ']]]]', ''])('refuses %j', (text) =>
    expect(thrownBy(text)).toMatchObject({ key: 'not_json' }),
  );

  it('accepts as many values as fit in the body, and no more than a schema can check', () => {
    expect([valuesWithin(16_000), valuesWithin(1_000_000)]).toEqual([1_000, 20_000]);
  });
});
