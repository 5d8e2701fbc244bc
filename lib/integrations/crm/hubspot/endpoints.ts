/**
 * Every HubSpot address that the product calls. HubSpot dates its API versions, twice a year; each lives 18 months:
 * https://developers.hubspot.com/docs/developer-tooling/platform/versioning
 */
export const HUBSPOT_API_VERSION = '2026-09';

/** One API host for every data centre; the pages' host differs by account and comes from account-info. */
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

/** The SDK writes v3 and v4 paths; each of these families has a dated twin. */
const DATED_PATHS: readonly [sdk: RegExp, dated: string][] = [
  [/^\/crm\/v[34]\/objects(?=\/)/, `/crm/objects/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v3\/properties(?=\/)/, `/crm/properties/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v3\/pipelines(?=\/)/, `/crm/pipelines/${HUBSPOT_API_VERSION}`],
  [/^\/crm\/v3\/owners(?=\/|$)/, `/crm/owners/${HUBSPOT_API_VERSION}`],
  [/^\/crm-object-schemas\/v3\/schemas(?=\/|$)/, `/crm-object-schemas/${HUBSPOT_API_VERSION}/schemas`],
];

/** The dated path for one the SDK made; null for a family that is not listed, which is a mistake of ours. */
export function datedPath(sdkPath: string): string | null {
  const path = sdkPath.length > 1 && sdkPath.endsWith('/') ? sdkPath.slice(0, -1) : sdkPath;
  for (const [sdk, dated] of DATED_PATHS) {
    if (sdk.test(path)) return path.replace(sdk, dated);
  }
  return null;
}
