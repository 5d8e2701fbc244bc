import type { ReadEntry } from '@/lib/domain/interaction/excluded-numbers';
import { knowParticipants, participantKey, type KnownParticipant } from '@/lib/domain/interaction/known-participants';
import { queueKey } from '@/lib/domain/interaction/line';
import { addressesOf } from '@/lib/domain/interaction/non-customer';
import type { InteractionState } from '@/lib/domain/interaction/state';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';

interface Asked {
  state: InteractionState;
  /** Everybody it rang at. */
  participations: readonly { agent: string }[];
  excluded: readonly ReadEntry[];
}

/**
 * Everybody of an interaction that lists its participants, the customer first, and who of them is one of ours: a user, also
 * one who has left, an agent, a mailbox or number of ours, an excluded number. None if it lists nobody.
 */
export async function findParticipants(
  ctx: Pick<Ctx, 'config'>,
  db: Pick<ReadDb, 'user' | 'line'>,
  { state, participations, excluded }: Asked,
): Promise<KnownParticipant[]> {
  if (state.participants.length === 0) return [];
  const { defaultCountry } = ctx.config;
  const all = [state.customer, ...state.participants];
  const emails = [...new Set(all.flatMap(({ email, number }) => addressesOf({ email, number })))];
  const keyOf = (number: string | null | undefined) => (number ? participantKey(number, state, defaultCountry) : null);
  const keys = [...new Set(all.flatMap(({ number }) => keyOf(number) ?? []))];
  const ids = excluded.flatMap(({ userId }) => userId ?? []);
  const [users, lines] = await Promise.all([
    db.user.findMany({
      where: { OR: [{ email: { in: emails } }, { id: { in: ids } }] },
      select: { id: true, email: true, name: true },
    }),
    db.line.findMany({
      where: {
        OR: [
          { kind: 'number', valueKey: { in: keys } },
          { kind: 'queue', valueKey: { in: emails.map(queueKey) } },
        ],
      },
      select: { kind: true, valueKey: true },
    }),
  ]);
  const keysOf = (wanted: 'number' | 'queue') =>
    lines.flatMap(({ kind, valueKey }) => (kind === wanted ? valueKey : []));
  const { ourNumber, queue, agent } = state;
  const named = [ourNumber, queue, agent, ...participations.map((participation) => participation.agent)];
  return knowParticipants(state, {
    excluded,
    users: new Map(users.map(({ id, name }) => [id, name])),
    colleagues: new Map(users.map(({ email, name }) => [email, name])),
    defaultCountry,
    ourAddresses: new Set([...keysOf('queue'), ...named.flatMap((text) => (text === null ? [] : queueKey(text)))]),
    ourKeys: new Set([...keysOf('number'), keyOf(ourNumber) ?? ''].filter((key) => key !== '')),
  });
}
