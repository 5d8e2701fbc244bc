import type { Settings } from '@/lib/platform/env';
import { ageNotice, postgresNotice, readFloors } from '../floors';
import { embeddedVersion } from '../postgres/binaries';

/** What the operator should know about this start, each in one sentence. */
export function notices({ databaseUrl, publicUrl, listenOn }: Settings, now: Date): string[] {
  const { checkedOn, postgresql } = readFloors();
  return [
    listenOn === null && publicUrl.startsWith('http:')
      ? 'ALLOW_INSECURE_HTTP is set: the Maker listens on every address without https, so passwords can be read on the way.'
      : null,
    databaseUrl === null ? postgresNotice(embeddedVersion(), postgresql) : null,
    ageNotice(checkedOn, now),
  ].filter((notice) => notice !== null);
}
