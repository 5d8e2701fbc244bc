import { describe, expect, it } from 'vitest';
import { setUpAdministratorSchema } from './people';

describe('the first administrator', () => {
  const good = { token: 't', name: 'Ada', email: 'ada.lovelace@example.com', password: 'correct horse battery' };

  it("can't use their email address as password", () => {
    expect(setUpAdministratorSchema.safeParse(good).success).toBe(true);
    const { error } = setUpAdministratorSchema.safeParse({ ...good, password: 'Ada.Lovelace@Example.com' });
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['password', 'password_is_address'],
    ]);
  });
});
