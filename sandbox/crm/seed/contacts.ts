import type { StoredRecord } from '../state/record-source';
import type { SeedBuilder } from './builder';
import type { SeedCompany } from './companies';
import { cities, countryNames, firstNames, jobTitles, lastNames, slug } from './names';
import { nationalNumber, writePhone } from './phones';
import type { SeedCountry } from './phones';

export interface SeedContact {
  record: StoredRecord;
  country: SeedCountry;
  company: SeedCompany | null;
}

/** Contacts 0 to 3 have the same traits in every portal, for tours and tests; see `anchors`. */
export function seedContacts(builder: SeedBuilder, companies: SeedCompany[], count = 320): SeedContact[] {
  const emails = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const company =
      index < 4 || builder.random.chance(0.55)
        ? (companies[index < 4 ? 0 : builder.random.int(companies.length)] ?? null)
        : null;
    const country = index < 4 ? builder.home : (company?.country ?? builder.someCountry());
    const record = builder.add('0-1', contactValues(builder, company, country, index, emails));
    if (company) {
      builder.link({ objectTypeId: '0-1', id: record.id }, { objectTypeId: '0-2', id: company.record.id }, [1, 279]);
      record.properties['associatedcompanyid'] = company.record.id;
    }
    return { record, country, company };
  });
}

/**
 * 0 has a unique phone number, 1 and 2 share a switchboard number, 3 has neither phone nor email. All others are
 * random.
 */
const anchors = { uniquePhone: 0, sharedPhone: [1, 2], unreachable: 3 } as const;

function contactValues(
  builder: SeedBuilder,
  company: SeedCompany | null,
  country: SeedCountry,
  index: number,
  emails: Set<string>,
): Record<string, string | null> {
  const { random, home } = builder;
  const firstname = random.pick(firstNames[country]);
  const lastname = random.pick(lastNames[country]);
  const email =
    index === 3 || (index > 3 && random.chance(0.07))
      ? null
      : uniqueEmail(emails, `${slug(firstname)}.${slug(lastname)}`, company?.domain ?? 'mail.example');
  const [city, zip] = random.pick(cities[country]);
  return {
    firstname,
    lastname,
    email,
    city,
    zip,
    country: countryNames[country],
    ...phones(builder, company, country, index),
    company: company?.name ?? null,
    jobtitle: company ? random.pick(jobTitles) : null,
    lifecyclestage: random.pick([
      'subscriber',
      'lead',
      'marketingqualifiedlead',
      'opportunity',
      'customer',
      'customer',
    ]),
    hs_lead_status: random.chance(0.4)
      ? random.pick(['NEW', 'OPEN', 'IN_PROGRESS', 'CONNECTED', 'ATTEMPTED_TO_CONTACT'])
      : null,
    hubspot_owner_id: builder.someOwner(),
    hs_language: home === 'FR' ? 'fr' : home === 'DE' ? 'de' : 'en',
  };
}

function phones(
  builder: SeedBuilder,
  company: SeedCompany | null,
  country: SeedCountry,
  index: number,
): { phone: string | null; mobilephone: string | null } {
  const { random, home } = builder;
  const write = (national: string) => writePhone(random, country, home, national);
  if (index === anchors.unreachable) return { phone: null, mobilephone: null };
  if (index === anchors.uniquePhone) return { phone: write(nationalNumber(country, false, index)), mobilephone: null };
  const sharesSwitchboard = company !== null && company.country === country && (index < 3 || random.chance(0.35));
  const phone = sharesSwitchboard
    ? company.switchboard
    : random.chance(0.75)
      ? nationalNumber(country, false, index)
      : null;
  const mobile = index > 3 && random.chance(0.45) ? nationalNumber(country, true, index) : null;
  return { phone: phone === null ? null : write(phone), mobilephone: mobile === null ? null : write(mobile) };
}

function uniqueEmail(taken: Set<string>, name: string, domain: string): string {
  let email = `${name}@${domain}`;
  for (let suffix = 2; taken.has(email); suffix += 1) email = `${name}${suffix}@${domain}`;
  taken.add(email);
  return email;
}
