import { describe, expect, it } from 'vitest';
import { canonicalEmail, describeEmail, emailSchema, readEmail } from './canonical-email';

const KELVIN = '\u212a';

describe('validating an address before folding case', () => {
  it.each([
    ['the Kelvin sign, which folds to a k', `${KELVIN}im@example.com`, '\\u{212A}im@example.com'],
    ['the long s, which folds to an s in capitals', '\u017fam@example.com', '\\u{017F}am@example.com'],
    ['a dotless i', 'l\u0131a@example.com', 'l\\u{0131}a@example.com'],
    ['a Cyrillic letter', 'l\u0435a@example.com', 'l\\u{0435}a@example.com'],
    ['full-width letters', '\uff4cea@example.com', '\\u{FF4C}ea@example.com'],
    ['an accent in the domain', 'lea@soci\u00e9t\u00e9.example', 'lea@soci\\u{00E9}t\\u{00E9}.example'],
    ['a no-break space in front', '\u00a0lea@example.com', '\\u{00A0}lea@example.com'],
    ['a byte-order mark', '\ufefflea@example.com', '\\u{FEFF}lea@example.com'],
    ['a zero-width space', 'lea\u200b@example.com', 'lea\\u{200B}@example.com'],
    ['a line separator', 'lea@example.com\u2028', 'lea@example.com\\u{2028}'],
    ['a line break at the end', 'lea@example.com\n', 'lea@example.com\\u{000A}'],
    ['a carriage return', 'lea@example.com\r\n', 'lea@example.com\\u{000D}\\u{000A}'],
    ['a tab', 'lea@example.com\t', 'lea@example.com\\u{0009}'],
    ['NUL', 'lea@example.com\u0000', 'lea@example.com\\u{0000}'],
    ['delete', 'lea@example.com\u007f', 'lea@example.com\\u{007F}'],
    ['a space', ' lea@example.com', '\\u{0020}lea@example.com'],
  ])('refuses %s', (_name, address, shown) => {
    expect(readEmail(address)).toEqual({ kind: 'refused', reason: 'characters', shown });
    expect(canonicalEmail(address)).toBeNull();
  });

  it.each(['', 'lea', '@example.com', 'lea@', 'lea@@example.com', '"lea"@example.com', `${'a'.repeat(250)}@e.com`])(
    'refuses the form of %j',
    (address) => {
      expect(readEmail(address)).toMatchObject({ kind: 'refused', reason: 'form' });
    },
  );

  it('folds the case of valid addresses', () => {
    expect(readEmail('Kim.Lea+1@EXAMPLE.com')).toEqual({ kind: 'email', email: 'kim.lea+1@example.com' });
  });

  it('truncates an address of any length for storage', () => {
    expect(describeEmail('\u0000'.repeat(1000))).toHaveLength(254);
    expect(describeEmail('\ud800@example.com')).toBe('\\u{D800}@example.com');
  });
});

describe('an address entered by a user', () => {
  const messagesFor = (text: string) => emailSchema.safeParse(text).error?.issues.map(({ message }) => message);

  it('may have surrounding spaces and capitals', () => {
    expect(emailSchema.parse('  Lea@Example.com ')).toBe('lea@example.com');
  });

  it.each([`${KELVIN}im@example.com`, '\u00a0lea@example.com', '\ufefflea@example.com', 'lea@example.com\u0000'])(
    'names the invalid character in %j',
    (text) => {
      expect(messagesFor(text)).toEqual(['email_characters']);
    },
  );

  it('keeps its other messages', () => {
    expect(messagesFor('')).toContain('required');
    expect(messagesFor('lea')).toEqual(['email']);
  });
});
