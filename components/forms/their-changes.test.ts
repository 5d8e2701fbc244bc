import { describe, expect, it } from 'vitest';
import { theirChanges, type KnownField } from './their-changes';

const plain = (label: string, choices?: KnownField['choices']): KnownField => ({ label, kind: 'plain', choices });
const FIELDS: Record<string, KnownField> = {
  name: plain('Name'),
  roleId: plain('Role', [
    { value: 'r1', label: 'Agent' },
    { value: 'r2', label: 'Supervisor' },
  ]),
  profileIds: plain('Profiles', [
    { value: 'p1', label: 'Sales' },
    { value: 'p2', label: 'Service' },
  ]),
  enabled: plain('Enabled'),
  options: plain('Options'),
  'options.0.value': { label: 'Value of option 1', kind: 'item' },
  secret: { label: 'Client secret', kind: 'secret' },
};

describe("describing someone else's changes", () => {
  it('uses the labels of fields and values', () => {
    const before = { name: 'Léa', roleId: 'r1', enabled: true, version: 1 };
    const after = { name: 'Léa M.', roleId: 'r2', enabled: false, version: 2 };
    expect(theirChanges(FIELDS, before, after, ['name'])).toEqual([
      { label: 'Name', values: { before: 'Léa', after: 'Léa M.' }, isMine: true },
      { label: 'Role', values: { before: 'Agent', after: 'Supervisor' }, isMine: false },
      { label: 'Enabled', values: { before: true, after: false }, isMine: false },
    ]);
  });

  it('lists what was added and removed', () => {
    expect(theirChanges(FIELDS, { profileIds: ['p1'] }, { profileIds: ['p2'] }, [])).toEqual([
      { label: 'Profiles', values: { added: ['Service'], removed: ['Sales'] }, isMine: false },
    ]);
  });

  it('names a field with several parts only once', () => {
    const option = (value: string, label: string) => ({ value, label });
    expect(
      theirChanges(FIELDS, { options: [option('a', 'A')] }, { options: [option('b', 'B'), option('c', 'C')] }, [
        'options.0.label',
      ]),
    ).toEqual([{ label: 'Options', values: null, isMine: true }]);
  });

  it('is empty when nothing differs, and never contains secrets', () => {
    expect(
      theirChanges(
        FIELDS,
        { name: 'Léa', profileIds: ['p1'], secret: 'a' },
        { name: 'Léa', profileIds: ['p1'], secret: 'b' },
        [],
      ),
    ).toEqual([]);
  });
});
