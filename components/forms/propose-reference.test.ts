import { describe, expect, it } from 'vitest';
import { referenceSchema } from '@/lib/domain/base/validation';
import { proposeReference } from './propose-reference';

describe('a reference proposed from a name', () => {
  it.each([
    ['Agents', 'agents'],
    ['  HubSpot EU (2nd)  ', 'hubspot-eu-2nd'],
    ['Équipe d’Œuvres – Nîmes', 'equipe-doeuvres-nimes'],
    ['Straße', 'strasse'],
    ['東京', ''],
    ['…', ''],
  ])('%j becomes %j', (name, reference) => expect(proposeReference(name, [])).toBe(reference));

  it('gets a suffix if it is taken, ignoring case', () => {
    expect(proposeReference('Agents', ['agents-3'])).toBe('agents');
    expect(proposeReference('Agents', ['AGENTS', 'agents-2'])).toBe('agents-3');
  });

  it("passes the form's validation, however long the name is", () => {
    const long = 'a name '.repeat(20);
    const first = proposeReference(long, []);
    const second = proposeReference(long, [first]);
    expect(second).not.toBe(first);
    for (const reference of [first, second]) expect(referenceSchema.safeParse(reference).success).toBe(true);
  });
});
