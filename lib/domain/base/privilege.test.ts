import { describe, expect, it } from 'vitest';
import type { Permission } from './permissions';
import { mayManage, rightsBeyond, type Rights } from './privilege';

const role = (...permissions: Permission[]): Rights => ({ isAdministrator: false, permissions: new Set(permissions) });
const administrator: Rights = { isAdministrator: true, permissions: new Set() };

describe('permissions the user lacks', () => {
  it('are none for an administrator, whatever their role says', () => {
    expect(rightsBeyond(administrator, ['roles.delete', 'users.modify'])).toEqual([]);
  });

  it('include each missing permission', () => {
    expect(rightsBeyond(role('users.modify'), ['users.modify', 'roles.modify', 'crm.delete'])).toEqual([
      'roles.modify',
      'crm.delete',
    ]);
  });
});

describe('users someone may manage', () => {
  it.each([
    ['an administrator manages an administrator', administrator, administrator, true],
    ['an administrator manages anybody', administrator, role('users.modify'), true],
    ['nobody else manages an administrator', role('users.modify', 'users.delete'), administrator, false],
    ['not even one whose role lists nothing', role('users.modify'), { ...administrator }, false],
    ['an equal may', role('users.modify'), role('users.modify'), true],
    ['somebody with fewer rights may be managed', role('users.modify', 'crm.access'), role('crm.access'), true],
    ['one right more is too many', role('users.modify'), role('users.modify', 'api-keys.create'), false],
  ])('%s', (_name, holder, target, expected) => {
    expect(mayManage(holder, target)).toBe(expected);
  });
});
