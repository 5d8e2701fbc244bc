import type { Call } from '../world/context';

/**
 * When HubSpot stops supporting each generation of its API. For v1 to v3 it announces only a month, so this uses the
 * month's last day.
 * https://developers.hubspot.com/changelog/legacy-apis-and-legacy-apps-whats-going-unsupported-and-when
 */
const ends: { path: RegExp; at: number }[] = [
  { path: /^\/oauth\/v1\//, at: Date.UTC(2027, 1, 16) },
  { path: /^\/crm\/(?:associations\/)?v4\//, at: Date.UTC(2027, 2, 30) },
  { path: /^\/[a-z-]+\/(?:[a-z-]+\/)?v[123]\//, at: Date.UTC(2027, 8, 30) },
];

/** Whether the path's API generation has been shut down, if this sandbox enforces the announced dates. */
export function hasEnded({ world, request }: Pick<Call, 'world' | 'request'>): boolean {
  if (world.settings.text('api.announcedEnds') === 'ignored') return false;
  return ends.some(({ path, at }) => path.test(request.path) && request.now >= at);
}
