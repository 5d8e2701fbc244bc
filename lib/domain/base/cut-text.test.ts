import { describe, expect, it } from 'vitest';
import { FIELD_CODECS } from '../crm/field-codecs';
import { trace } from '../trace';
import { cutText } from './cut-text';
import { isStorable } from './validation';

describe('a text cut by length', () => {
  it.each([
    ['short', 10, 'short'],
    ['abcdef', 3, 'abc'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['a😀😀', 3, 'a😀'],
    ['😀', 1, ''],
  ])('%j to %i is %j', (text, max, cut) => expect(cutText(text, max)).toBe(cut));

  it('holds no half character in what is written to a field, or told of it', () => {
    const long = `a${'😀'.repeat(300)}`;
    const fitted = FIELD_CODECS.short_text.fit(long);
    const { params } = trace('owner_not_found', { agent: long });
    expect([fitted, ...Object.values(params)].every((text) => isStorable(String(text)))).toBe(true);
  });
});
