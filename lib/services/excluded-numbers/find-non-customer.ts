import type { ReadEntry } from '@/lib/domain/interaction/excluded-numbers';
import { addressesOf, nonCustomerOf, type NonCustomer } from '@/lib/domain/interaction/non-customer';
import type { InteractionState } from '@/lib/domain/interaction/state';
import type { ReadDb } from '@/lib/platform/db';
import type { Ctx } from '../context';

interface Asked {
  state: InteractionState;
  /** Everybody who takes part. */
  participations: readonly { agent: string; userId: string | null }[];
  excluded: readonly ReadEntry[];
}

/** Whether an interaction is with somebody who is no customer: see `nonCustomerOf`. */
export async function findNonCustomer(
  ctx: Pick<Ctx, 'config'>,
  db: Pick<ReadDb, 'user'>,
  { state, participations, excluded }: Asked,
): Promise<NonCustomer | null> {
  const emails = addressesOf(state.customer);
  const others = participations.flatMap(({ agent, userId }) => (agent === state.agent ? [] : (userId ?? [])));
  const ids = [...others, ...excluded.flatMap(({ userId }) => userId ?? [])];
  const isAsked = emails.length > 0 || ids.length > 0;
  const users = isAsked
    ? await db.user.findMany({
        where: { status: 'active', OR: [{ email: { in: emails } }, { id: { in: ids } }] },
        select: { id: true, email: true, name: true },
      })
    : [];
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return nonCustomerOf(state, {
    excluded,
    users: names,
    colleagues: new Map(users.filter(({ email }) => emails.includes(email)).map(({ email, name }) => [email, name])),
    others: others.flatMap((id) => names.get(id) ?? []),
    defaultCountry: ctx.config.defaultCountry,
  });
}
