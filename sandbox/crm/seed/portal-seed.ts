import type { Portal, PortalUser } from '../../contract';
import { meridian } from '../../seed/portals';
import { countryOf } from '../state/phone';
import { MemorySource } from '../state/memory-source';
import { ownersOf } from '../state/owners';
import type { PortalSeed } from '../state/portal-state';
import { seedActivities } from './activities';
import { SeedBuilder } from './builder';
import { seedCompanies } from './companies';
import { seedContacts } from './contacts';
import type { SeedCountry } from './phones';
import { Random } from './random';
import { ScaleSource } from './scale-source';
import { seedDeals, seedTickets } from './tickets-and-deals';

const contactsAtScale = 1_000_000;

/** A portal's initial data: the same at every start, computed and never stored. */
export function seedPortal(portal: Portal, users: PortalUser[]): PortalSeed {
  if (portal.portalId === meridian.portalId) {
    return { sources: new Map([['0-1', new ScaleSource(contactsAtScale)]]), links: [], firstFreeId: 500_000_000_000 };
  }
  const home = homeOf(portal);
  const owners = ownersOf(portal, users)
    .filter((owner) => !owner.archived)
    .map((owner) => owner.id);
  const builder = new SeedBuilder(portal, home, owners, new Random(portal.portalId));
  const companies = seedCompanies(builder);
  const contacts = seedContacts(builder, companies);
  const tickets = seedTickets(builder, contacts);
  seedDeals(builder, contacts);
  seedActivities(builder, contacts, tickets);
  return {
    sources: new Map([...builder.records].map(([objectTypeId, records]) => [objectTypeId, new MemorySource(records)])),
    links: builder.links.dump(),
    firstFreeId: builder.firstFreeId,
  };
}

function homeOf(portal: Portal): SeedCountry {
  const country = countryOf(portal.timeZone);
  return country === 'FR' || country === 'GB' || country === 'DE' ? country : 'US';
}
