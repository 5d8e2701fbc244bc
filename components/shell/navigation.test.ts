import { describe, expect, it } from 'vitest';
import { currentEntry, NAVIGATION, visibleEntries } from './navigation';

describe('navigation', () => {
  it('finds the module of a deep page, and not home', () => {
    expect(currentEntry('/maker/crm/0199/objects')?.key).toBe('crm');
    expect(currentEntry('/maker/crmx')?.key).toBe('home');
    expect(currentEntry('/maker')?.key).toBe('home');
    expect(currentEntry('/banner')).toBeUndefined();
  });

  it('shows a reader only what they may open', () => {
    expect(visibleEntries(['users.access', 'crm.modify']).map((entry) => entry.key)).toEqual(['home', 'users']);
    expect(visibleEntries('all')).toHaveLength(NAVIGATION.length);
  });

  it('gives every entry its own letter', () => {
    expect(new Set(NAVIGATION.map((entry) => entry.letter)).size).toBe(NAVIGATION.length);
  });
});
