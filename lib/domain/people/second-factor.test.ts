import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from '../base/permissions';
import { decideSecondStep, isFactorRequired, signInCodeSchema } from './second-factor';

const holds = (...permissions: Permission[]) => new Set(permissions);

describe('isFactorRequired', () => {
  it('follows the permissions: required of those who can change methods, connectors, users or roles', () => {
    const asked = PERMISSIONS.filter((key) =>
      isFactorRequired({ isAdministrator: false, rule: 'by_permissions', permissions: holds(key) }),
    );
    expect(asked).toEqual(
      ['auth-methods', 'sso-connectors', 'users', 'roles'].flatMap((module) =>
        ['create', 'modify', 'delete'].map((verb) => `${module}.${verb}`),
      ),
    );
  });

  it('is required of administrators, whatever their role grants', () => {
    expect(isFactorRequired({ isAdministrator: true, rule: 'by_permissions', permissions: holds() })).toBe(true);
  });

  it("follows the role's own setting, if there is one", () => {
    expect(isFactorRequired({ isAdministrator: false, rule: 'required', permissions: holds() })).toBe(true);
    expect(isFactorRequired({ isAdministrator: true, rule: 'optional', permissions: holds('users.modify') })).toBe(
      false,
    );
  });
});

describe('decideSecondStep', () => {
  const requiredAt = new Date('2026-11-01T12:00:00Z');
  const at = (time: string, hasFactor = false, since: Date | null = requiredAt) =>
    decideSecondStep({ hasFactor, requiredAt: since, graceDays: 14, now: new Date(time) });

  it('asks anyone who has a factor, required or not', () => {
    expect(at('2026-11-02T12:00:00Z', true, null)).toBe('factor');
    expect(at('2027-11-02T12:00:00Z', true)).toBe('factor');
  });

  it('allows sign-in until the grace period ends, to the millisecond', () => {
    expect(at('2026-11-15T11:59:59.999Z')).toBe('none');
    expect(at('2026-11-15T12:00:00Z')).toBe('enrolment');
  });

  it('never asks for setup where no factor is required', () => {
    expect(at('2027-11-02T12:00:00Z', false, null)).toBe('none');
  });
});

describe('signInCodeSchema', () => {
  it('accepts codes in the usual spellings', () => {
    expect(signInCodeSchema.parse({ kind: 'totp', code: ' 123 456 ' })).toEqual({ kind: 'totp', code: '123456' });
    expect(signInCodeSchema.parse({ kind: 'recovery_code', code: 'abcd-efgh 2345' })).toEqual({
      kind: 'recovery_code',
      code: 'ABCDEFGH2345',
    });
  });

  it.each(['12345', '1234567', '١٢٣٤٥٦', 'abcdef', ''])('refuses “%s” as an authenticator code', (code) => {
    expect(signInCodeSchema.safeParse({ kind: 'totp', code }).success).toBe(false);
  });
});
