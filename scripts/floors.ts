import { readFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = 'tests/version-floors.json';
const MAX_AGE_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

export function readFloors(): { checkedOn: string; postgresql: string } {
  return z.object({ checkedOn: z.iso.date(), postgresql: z.string() }).parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

/** null while the list is recent. Its age alone never fails anything: a start and a test run mention it at their end. */
export function ageNotice(checkedOn: string, now: Date): string | null {
  const days = Math.floor((now.getTime() - new Date(checkedOn).getTime()) / DAY_MS);
  return days > MAX_AGE_DAYS
    ? `The security advisories behind ${FILE} were last looked up on ${checkedOn}, ${days} days ago: look again.`
    : null;
}

/** null when the embedded PostgreSQL has all known security fixes. `version` is its package's, such as 18.4.0-beta.17. */
export function postgresNotice(version: string, floor: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [, floorMinor = 0] = floor.split('.').map(Number);
  return minor < floorMinor
    ? `The embedded PostgreSQL ${major}.${minor} lacks the security fixes up to ${floor}, which its packager does not offer yet. For real data use a server of your own (README, "Your own PostgreSQL").`
    : null;
}

/** Node 20 has had no fixes since April 2026 (https://nodejs.org/en/about/previous-releases). null: it may be used. */
export function nodeProblem(version: string, mode: 'sandbox' | 'live'): string | null {
  return mode === 'live' && version.startsWith('20.')
    ? `Node ${version} has had no security fixes since April 2026, so the Maker doesn't use the real HubSpot with it. Install Node 24 (https://nodejs.org/), or set HUBSPOT=sandbox to try the Maker out.`
    : null;
}
