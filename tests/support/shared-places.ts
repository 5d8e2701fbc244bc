import { createSharedPlaces, type SharedPlaces } from '@/lib/platform/shared-places';

/** The shared places as one more process has them. */
export function sharedPlacesOf(databaseUrl: string): SharedPlaces {
  return createSharedPlaces(databaseUrl, {
    warn: (line: unknown) => process.stderr.write(`${JSON.stringify(line)}\n`),
  });
}
