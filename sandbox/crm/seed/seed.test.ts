import { describe, expect, it } from 'vitest';
import type { Portal } from '../../contract';
import { harbor, kestrel, lumen } from '../../seed/portals';
import { countryOf, derivePhone } from '../state/phone';
import type { StoredRecord } from '../state/record-source';
import { seedPortal } from './portal-seed';
import { positionOfEmail } from './scale-fields';
import { ScaleSource } from './scale-source';

function recordsOf(portal: Portal, objectTypeId: string): StoredRecord[] {
  const source = seedPortal(portal, []).sources.get(objectTypeId);
  return Array.from({ length: source?.count ?? 0 }, (_, position) => source?.read(source.idAt(position)) ?? []).flat();
}

describe.each([
  ['French', lumen],
  ['American', harbor],
  ['British', kestrel],
])('the seed of the %s portal', (_name, portal) => {
  const contacts = recordsOf(portal, '0-1');

  it('contains a few hundred contacts, companies and tickets', () => {
    expect(contacts).toHaveLength(320);
    expect(recordsOf(portal, '0-2')).toHaveLength(72);
    expect(recordsOf(portal, '0-5')).toHaveLength(210);
  });

  it('writes numbers in many formats that HubSpot can parse', () => {
    const typed = contacts.flatMap((contact) => contact.properties['phone'] ?? []);
    const shapes = new Set(typed.map((phone) => phone.replace(/\d/g, '9')));
    expect(shapes.size).toBeGreaterThan(15);
    for (const phone of typed)
      expect(derivePhone(phone, countryOf(portal.timeZone))).toMatchObject({
        e164: expect.stringMatching(/^\+\d{10,13}$/),
      });
  });

  it('contains contacts without phone, without email, and with a shared number', () => {
    expect(
      contacts.filter((contact) => !contact.properties['phone'] && !contact.properties['mobilephone']).length,
    ).toBeGreaterThan(10);
    expect(contacts.filter((contact) => !contact.properties['email']).length).toBeGreaterThan(10);
    const numbers = contacts.flatMap((contact) => contact.properties['hs_calculated_phone_number'] ?? []);
    expect(new Set(numbers).size).toBeLessThan(numbers.length);
  });

  it('starts with the four contacts that tours and tests rely on', () => {
    const [unique, first, second, unreachable] = contacts.map((contact) => contact.properties);
    const phone = unique?.['hs_calculated_phone_number'];
    expect(contacts.filter((contact) => Object.values(contact.properties).includes(phone ?? 'none'))).toHaveLength(1);
    expect(first?.['hs_calculated_phone_number']).toBe(second?.['hs_calculated_phone_number']);
    expect(unreachable).not.toHaveProperty('phone');
    expect(unreachable).not.toHaveProperty('email');
  });

  it('gives each contact a unique email address', () => {
    const emails = contacts.flatMap((contact) => contact.properties['email'] ?? []);
    expect(new Set(emails).size).toBe(emails.length);
  });
});

describe('the account with a million contacts', () => {
  const source = new ScaleSource(1_000_000);
  const sample = Array.from({ length: 1500 }, (_, index) => (index * 665_557) % source.count);

  it('derives phone properties as HubSpot would from the raw value', () => {
    for (const position of sample) {
      const record = source.read(source.idAt(position));
      expect(record).not.toBeNull();
      for (const [typed, kind] of [
        ['phone', 'phone'],
        ['mobilephone', 'mobile'],
      ] as const) {
        const derived = derivePhone(record?.properties[typed], 'FR');
        expect(record?.properties[`hs_searchable_calculated_${kind}_number`] ?? null).toBe(derived.national);
        expect(record?.properties[`hs_calculated_${kind}_number`] ?? null).toBe(derived.e164);
      }
    }
  });

  it('finds contact IDs by email, number and last digits', () => {
    for (const position of sample.slice(0, 300)) {
      const id = source.idAt(position);
      const { email, phone, hs_searchable_calculated_phone_number: national } = source.read(id)?.properties ?? {};
      if (email) {
        expect(positionOfEmail(email)).toBe(position);
        expect(source.lookup('email', email.toUpperCase())).toEqual([id]);
      }
      if (phone) expect(source.lookup('phone', phone)).toContain(id);
      if (national) {
        expect(source.lookup('hs_searchable_calculated_phone_number', national)).toContain(id);
        expect(source.lookupDigits('hs_searchable_calculated_phone_number', national.slice(-6))).toContain(id);
      }
    }
  });

  it('finds no contact by values that none has', () => {
    expect(source.lookup('email', 'nobody@firm1.example')).toEqual([]);
    expect(source.lookup('email', 'camille.moreau.zzzzz@firm1.example')).toEqual([]);
    expect(source.lookup('hs_searchable_calculated_phone_number', '999999999')).toEqual([]);
    expect(source.lookup('maker_interaction_id', 'x')).toEqual([]);
    expect(['1', '210000000001', '209999999993', 'x'].map((id) => source.has(id))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('has unique numbers, except for switchboards', () => {
    const own = new Set<string>();
    let mobiles = 0;
    for (let position = 0; position < source.count; position += 97) {
      const number = source.value(source.idAt(position), 'hs_calculated_mobile_number');
      if (number === undefined) continue;
      mobiles += 1;
      own.add(number);
    }
    expect(own.size).toBe(mobiles);
  });
});
