/**
 * Every HubSpot endpoint that the product calls. HubSpot releases dated API versions twice a year and supports each for
 * 18 months:
 * https://developers.hubspot.com/docs/developer-tooling/platform/versioning
 */
export const HUBSPOT_API_VERSION = '2026-09';

/** All data centres share one API host. The pages' host depends on the account and comes from account-info. */
export const HUBSPOT_LIVE = { apiUrl: 'https://api.hubapi.com', appUrl: 'https://app.hubspot.com' } as const;

export const hubspotPaths = {
  authorize: '/oauth/authorize',
  token: `/oauth/${HUBSPOT_API_VERSION}/token`,
  introspect: `/oauth/${HUBSPOT_API_VERSION}/token/introspect`,
  revoke: `/oauth/${HUBSPOT_API_VERSION}/token/revoke`,
  accountDetails: `/account-info/${HUBSPOT_API_VERSION}/details`,
  /** Call outcomes have no dated path yet. */
  dispositions: '/calling/v1/dispositions',
} as const;

/** The SDK uses v3 and v4 paths. Each of these families has a dated equivalent. */
const DATED_PATHS: readonly [sdk: RegExp, dated: string][] = [
  [/^\/crm\/v[34]\/objects(?=\/)/, `/crm/objects/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v4\/associations(?=\/)/, `/crm/associations/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v3\/properties(?=\/)/, `/crm/properties/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v3\/pipelines(?=\/)/, `/crm/pipelines/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v3\/owners(?=\/|$)/, `/crm/owners/${HUBSPOT_API_VERSION}`],
  [/^\/crm-object-schemas\/v3\/schemas(?=\/|$)/, `/crm-object-schemas/${HUBSPOT_API_VERSION}/schemas`],
];

/** The dated path of an SDK path. Null for an unlisted family, which is a bug. */
export function datedPath(sdkPath: string): string | null {
  const path = sdkPath.length > 1 && sdkPath.endsWith('/') ? sdkPath.slice(0, -1) : sdkPath;
  for (const [sdk, dated] of DATED_PATHS) {
    if (sdk.test(path)) return path.replace(sdk, dated);
  }
  return null;
}
