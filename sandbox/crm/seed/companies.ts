import type { StoredRecord } from '../state/record-source';
import type { SeedBuilder } from './builder';
import { cities, companyKinds, companyWords, countryNames, slug } from './names';
import { nationalNumber, writePhone } from './phones';
import type { SeedCountry } from './phones';

export interface SeedCompany {
  record: StoredRecord;
  country: SeedCountry;
  domain: string;
  name: string;
  /** National digits of the switchboard. */
  switchboard: string;
}

export function seedCompanies(builder: SeedBuilder, count = 72): SeedCompany[] {
  const { random } = builder;
  return Array.from({ length: count }, (_, index) => {
    const country = builder.someCountry();
    const word = companyWords[index % companyWords.length] ?? 'Aldera';
    const name = `${word} ${random.pick(companyKinds[country])}`;
    const domain = `${slug(name)}${index}.example`;
    const switchboard = nationalNumber(country, false, 900 + index);
    const [city, zip] = random.pick(cities[country]);
    const record = builder.add('0-2', {
      name,
      domain,
      website: `https://www.${domain}`,
      city,
      zip,
      country: countryNames[country],
      phone: random.chance(0.9) ? writePhone(random, country, builder.home, switchboard) : null,
      numberofemployees: String(5 + random.int(400)),
      industry: random.pick(['LOGISTICS_AND_SUPPLY_CHAIN', 'RETAIL', 'CONSTRUCTION', 'FOOD_BEVERAGES', 'MACHINERY']),
      lifecyclestage: random.pick(['lead', 'opportunity', 'customer']),
      hubspot_owner_id: builder.someOwner(),
    });
    return { record, country, domain, name, switchboard };
  });
}
