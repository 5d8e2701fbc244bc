import { describe, expect, it } from 'vitest';
import { startEngine, textAt } from '../test-support';
import { derivePhone } from './phone';

describe('phone numbers', () => {
  it.each([
    ['01 99 00 11 22', 'FR', '199001122', '+33199001122'],
    ['01.99.00.11.22', 'FR', '199001122', '+33199001122'],
    ['+33 (0)1 99 00 11 22', 'FR', '199001122', '+33199001122'],
    ['0033 1 99 00 11 22', 'FR', '199001122', '+33199001122'],
    ['01 99 00 11 22 ext. 12', 'FR', '199001122', '+33199001122'],
    ['+44 20 7946 0123', 'FR', '2079460123', '+442079460123'],
    ['(020) 7946 0123', 'GB', '2079460123', '+442079460123'],
    ['(212) 555-0123 x45', 'US', '2125550123', '+12125550123'],
    ['1-212-555-0123', 'US', '2125550123', '+12125550123'],
    ['030/23125123', 'DE', '3023125123', '+493023125123'],
  ] as const)('%s of a portal in %s', (typed, country, national, e164) => {
    expect(derivePhone(typed, country)).toMatchObject({ national, e164, international: e164.slice(1) });
  });

  it('keeps the digits of invalid numbers', () => {
    expect(derivePhone('00004', 'FR')).toEqual({ e164: null, countryCode: null, national: '4', international: null });
    expect(derivePhone('ask at the desk', 'FR')).toEqual({
      e164: null,
      countryCode: null,
      national: null,
      international: null,
    });
  });

  it('are derived on every write and only found without the country code', () => {
    const { call, clock } = startEngine();
    const id = textAt(
      call('POST', '/crm/v3/objects/contacts', {
        properties: { phone: '+1 917 555 0142', mobilephone: '06 39 98 77 66' },
      }).json,
      'id',
    );
    clock.now += 60_000;
    const found = (propertyName: string, operator: string, value: string) =>
      textOrNull(
        call('POST', '/crm/v3/objects/contacts/search', {
          filterGroups: [{ filters: [{ propertyName, operator, value }] }],
        }).json,
      );
    function textOrNull(json: unknown): string | null {
      return JSON.stringify(json).includes(`"id":"${id}"`) ? id : null;
    }
    const searchable = 'hs_searchable_calculated_phone_number';
    expect(found(searchable, 'EQ', '9175550142')).toBe(id);
    expect(found(searchable, 'CONTAINS_TOKEN', '*9175550142')).toBe(id);
    expect(found(searchable, 'EQ', '+19175550142')).toBeNull();
    expect(found(searchable, 'EQ', '19175550142')).toBeNull();
    expect(found(searchable, 'CONTAINS_TOKEN', '*19175550142')).toBeNull();
    expect(found('hs_searchable_calculated_international_phone_number', 'EQ', '19175550142')).toBe(id);
    expect(found('hs_calculated_phone_number', 'EQ', '+19175550142')).toBe(id);
    expect(found('hs_searchable_calculated_mobile_number', 'CONTAINS_TOKEN', '*639987766')).toBe(id);

    call('PATCH', `/crm/v3/objects/contacts/${id}`, { properties: { phone: '' } });
    clock.now += 60_000;
    expect(found(searchable, 'EQ', '9175550142')).toBeNull();
  });
});
