import { describe, expect, it } from 'vitest';
import shell from '@/messages/en/shell.json';
import { creatableEntries, currentEntry, NAVIGATION, visibleEntries } from './navigation';

describe('navigation', () => {
  it('finds the module of a nested page, but not Home', () => {
    expect(currentEntry('/maker/crm/0199/objects')?.key).toBe('crm');
    expect(currentEntry('/maker/crmx')).toBeUndefined();
    expect(currentEntry('/maker')?.key).toBe('home');
    expect(currentEntry('/banner')).toBeUndefined();
  });

  it('shows only pages the user may open', () => {
    expect(visibleEntries(['users.access', 'crm.modify']).map((entry) => entry.key)).toEqual(['home', 'users']);
    expect(visibleEntries('all')).toHaveLength(NAVIGATION.length);
  });

  it('offers Create only where the user may view and create', () => {
    expect(
      creatableEntries(['users.access', 'users.create', 'crm.access', 'roles.create']).map((entry) => entry.key),
    ).toEqual(['users']);
    // Every one of them has its words in the palette.
    expect(
      creatableEntries('all')
        .map((entry) => entry.key)
        .sort(),
    ).toEqual(Object.keys(shell.create).sort());
    expect(NAVIGATION.map((entry) => entry.key).sort()).toEqual(Object.keys(shell.nav).sort());
  });

  it('gives each entry a unique shortcut letter', () => {
    expect(new Set(NAVIGATION.map((entry) => entry.letter)).size).toBe(NAVIGATION.length);
  });
});
