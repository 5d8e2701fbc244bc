import type { Portal } from '../contract';

export const lumen: Portal = {
  portalId: 146_201_877,
  name: 'Atelier Lumen',
  domain: 'atelier-lumen.example',
  uiDomain: 'app-eu1.hubspot.com',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  accountType: 'STANDARD',
  dataHostingLocation: 'eu1',
  isEnterprise: true,
};

/** HubSpot allows accounts without a name and shows their domain instead. */
export const harbor: Portal = {
  portalId: 24_310_965,
  name: null,
  domain: 'harbor-supply.example',
  uiDomain: 'app.hubspot.com',
  timeZone: 'US/Eastern',
  currency: 'USD',
  accountType: 'STANDARD',
  dataHostingLocation: 'na1',
  isEnterprise: false,
};

export const kestrel: Portal = {
  portalId: 47_558_120,
  name: 'Kestrel Trading',
  domain: 'kestrel-trading.example',
  uiDomain: 'app-na2.hubspot.com',
  timeZone: 'Europe/London',
  currency: 'GBP',
  accountType: 'DEVELOPER_TEST',
  dataHostingLocation: 'na2',
  isEnterprise: true,
};

/** A million contacts, computed on demand. */
export const meridian: Portal = {
  portalId: 8_640_213,
  name: 'Meridian Group',
  domain: 'meridian-group.example',
  uiDomain: 'app.hubspot.com',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  accountType: 'STANDARD',
  dataHostingLocation: 'na1',
  isEnterprise: false,
};

/** The first one is the default. */
export const seedPortals: Portal[] = [lumen, harbor, kestrel, meridian];
