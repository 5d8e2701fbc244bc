import type { BannerEvent } from '@/lib/domain/answers/banner-event';
import type { Replay } from '@/lib/domain/interaction/replay';
import { newId } from '@/lib/platform/ids';
import type { StoredParticipation } from './read-arrivals';
import type { PinnedParticipation } from './resolve-participations';
import type { ArrivalRow } from './store-arrivals';

interface Around {
  stored: readonly StoredParticipation[];
  /** Null for an interaction that begins. */
  before: Replay | null;
  after: Replay;
  now: Date;
}

/** What an event changes for the agents: participations to store, and whom to tell. */
export function findParticipationChanges(
  participations: readonly PinnedParticipation[],
  around: Around,
): Pick<ArrivalRow, 'participations' | 'told'> {
  return { participations: changedAmong(participations, around), told: toldOf(participations, around) };
}

/** Those that are new or changed. Any event brings back what an agent had dismissed. */
function changedAmong(
  participations: readonly PinnedParticipation[],
  { stored, before, now }: Around,
): ArrivalRow['participations'] {
  const byAgent = new Map(stored.map((row) => [row.agent, row]));
  return participations.flatMap((participation, position) => {
    const known = byAgent.get(participation.agent);
    const isChanged = hasChanged(before, participation);
    if (known && !isChanged && isAsStored(known, participation, position)) return [];
    const changedAt = known && !isChanged ? known.changedAt : now;
    return [{ ...participation, id: known?.id ?? newId(now), position, changedAt: changedAt.toISOString() }];
  });
}

/** Whom an event concerns: those who have it, those who had it, those it leaves now, and those it is brought back to. */
function toldOf(participations: readonly PinnedParticipation[], { stored, before, after }: Around): ArrivalRow['told'] {
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const dismissed = new Set(stored.flatMap(({ agent, dismissedAt }) => (dismissedAt === null ? [] : [agent])));
  return participations.flatMap((participation) => {
    const { agent, userId, phase, ending } = participation;
    if (isSame && !dismissed.has(agent)) return [];
    const isChanged = hasChanged(before, participation);
    const isGone = ending === 'answered_elsewhere' || ending === 'withdrawn';
    if (userId === null || (isGone && !isChanged)) return [];
    const isNew = isChanged && phase === 'ringing';
    const type: BannerEvent['type'] = isNew
      ? 'interaction-presented'
      : isGone
        ? 'interaction-withdrawn'
        : 'interaction-changed';
    return [{ userId, type }];
  });
}

function hasChanged(before: Replay | null, { agent, phase, ending, takenBy }: PinnedParticipation): boolean {
  const known = before?.participations.find((participation) => participation.agent === agent);
  return known?.phase !== phase || known.ending !== ending || known.takenBy !== takenBy;
}

function isAsStored(
  known: StoredParticipation,
  { offeredAt, answeredAt, leftAt, ...rest }: PinnedParticipation,
  position: number,
): boolean {
  const isAt = (stored: Date | null, at: string | null) =>
    (stored?.getTime() ?? null) === (at === null ? null : Date.parse(at));
  return (
    known.position === position &&
    known.dismissedAt === null &&
    isAt(known.offeredAt, offeredAt) &&
    isAt(known.answeredAt, answeredAt) &&
    isAt(known.leftAt, leftAt) &&
    known.userId === rest.userId &&
    known.profileId === rest.profileId &&
    known.phase === rest.phase &&
    known.ending === rest.ending &&
    known.takenBy === rest.takenBy
  );
}
