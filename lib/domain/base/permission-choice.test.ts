import { describe, expect, it } from 'vitest';
import { permissionOf, permissionsOf, toggleRights } from './permission-choice';
import { PERMISSIONS } from './permissions';
import { MODULE_KEYS, VERBS } from './modules';

const always = () => true;
const set = (...keys: string[]) => new Set(keys);

describe('the permission table', () => {
  it('has a cell for every permission', () => {
    expect(MODULE_KEYS.flatMap(permissionsOf).sort()).toEqual([...PERMISSIONS].sort());
    expect(
      MODULE_KEYS.flatMap((module) => VERBS.map((verb) => permissionOf(module, verb))).filter((key) => key !== null),
    ).toHaveLength(PERMISSIONS.length);
  });

  it("has no cell for verbs that a module doesn't have", () => {
    expect(permissionOf('history', 'delete')).toBeNull();
  });
});

describe('ticking permissions', () => {
  it('ticks View along with any other permission', () => {
    expect(toggleRights(set(), ['crm.modify'], true, always)).toEqual(set('crm.modify', 'crm.access'));
  });

  it('clears all other permissions along with View', () => {
    expect(toggleRights(set('crm.access', 'crm.modify', 'users.access'), ['crm.access'], false, always)).toEqual(
      set('users.access'),
    );
  });

  it('clears a single permission', () => {
    expect(toggleRights(set('crm.access', 'crm.modify'), ['crm.modify'], false, always)).toEqual(set('crm.access'));
  });

  it('leaves locked permissions unchanged', () => {
    const mayGrant = (key: string) => key !== 'crm.delete';
    expect(toggleRights(set(), permissionsOf('crm'), true, mayGrant)).toEqual(
      set('crm.access', 'crm.create', 'crm.modify'),
    );
    // `access` stays while another permission of the module needs it.
    expect(toggleRights(set('crm.access', 'crm.delete'), ['crm.access'], false, mayGrant)).toEqual(
      set('crm.access', 'crm.delete'),
    );
  });

  it("doesn't change other modules", () => {
    expect(toggleRights(set('history.access'), ['api-keys.create'], true, always)).toEqual(
      set('history.access', 'api-keys.create', 'api-keys.access'),
    );
  });
});
