/** A time as HubSpot writes it: in UTC, and without a fraction of a second where there is none. */
export function isoInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
