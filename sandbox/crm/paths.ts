type CrmArea =
  | 'objects'
  | 'associations'
  | 'properties'
  | 'owners'
  | 'pipelines'
  | 'schemas'
  | 'users'
  | 'dispositions';

export interface CrmPath {
  area: CrmArea;
  /** `v3`, `v4`, `2026-03` ...: all use the same store. */
  version: string;
  /** The path segments after the area, decoded. */
  rest: string[];
}

const crmAreas: readonly string[] = ['objects', 'associations', 'properties', 'owners', 'pipelines', 'schemas'];
const versionPattern = /^(?:v[1-4]|2026-0[39](?:-beta)?)$/;

/**
 * Parses the paths of one API in every form that HubSpot serves: `/crm/v3/objects/...` of the versioned APIs and
 * `/crm/objects/2026-03/...` of the dated ones, with or without a trailing slash.
 * https://developers.hubspot.com/docs/developer-tooling/platform/versioning
 */
export function parseCrmPath(path: string): CrmPath | null {
  const segments = path.split('/').filter((segment) => segment !== '');
  const [first, second, third, ...rest] = segments;
  if (first === undefined || second === undefined) return null;

  if (first === 'calling') {
    return second === 'v1' && third === 'dispositions' && rest.length === 0
      ? { area: 'dispositions', version: 'v1', rest }
      : null;
  }
  if (third === undefined) return null;
  if (first === 'crm-object-schemas') {
    return versionPattern.test(second) && third === 'schemas' ? { area: 'schemas', version: second, rest } : null;
  }
  if (first === 'settings') {
    const version = second === 'users' ? third : second;
    const isUsers = second === 'users' || third === 'users';
    return isUsers && versionPattern.test(version) ? { area: 'users', version, rest } : null;
  }
  if (first !== 'crm') return null;

  const [area, version] = versionPattern.test(second) ? [third, second] : [second, third];
  if (!versionPattern.test(version) || !crmAreas.includes(area)) return null;
  return { area: toArea(area), version, rest };
}

/** From 2026-09 on, HubSpot enforces an administrator's rules for required properties. */
export function enforcesAdminRules(version: string): boolean {
  return version.startsWith('20') && version >= '2026-09';
}

/** The caller has checked that `area` is one of `crmAreas`. */
function toArea(area: string): CrmArea {
  return area as CrmArea;
}
