/** A time as HubSpot writes it: in UTC, without a fraction if it is zero. */
export function isoInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
