import { readPermissions } from '@/lib/domain/base/permissions';
import { decideSecondStep, isFactorRequired, type SecondStep } from '@/lib/domain/people/second-factor';
import type { ReadDb, Tx } from '@/lib/platform/db';
import { STORED_ROLE } from '../access';
import type { Ctx } from '../context';
import { loadSettings } from '../settings/load-settings';

/** What a user's rights say about a second factor, as they are now. */
export async function findFactorState(db: ReadDb, userId: string) {
  const { role, isAdministrator, factorRequiredAt, _count } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      isAdministrator: true,
      factorRequiredAt: true,
      role: { select: { ...STORED_ROLE, factorRule: true } },
      _count: { select: { factors: true } },
    },
  });
  const isRequired = isFactorRequired({ isAdministrator, rule: role.factorRule, permissions: readPermissions(role) });
  return { isRequired, requiredAt: factorRequiredAt, hasFactor: _count.factors > 0 };
}

/**
 * After a correct password. The grace period starts with the first sign-in for which a second factor is required, and never
 * again: a requirement that is taken away and given back must not extend it.
 */
export async function findSecondStep(ctx: Ctx, tx: Tx, userId: string): Promise<SecondStep> {
  const now = ctx.now();
  const state = await findFactorState(tx, userId);
  if (state.isRequired && state.requiredAt === null)
    await tx.user.update({ where: { id: userId }, data: { factorRequiredAt: now } });
  const requiredAt = state.isRequired ? (state.requiredAt ?? now) : null;
  const { secondFactorGraceDays: graceDays } = await loadSettings(tx);
  return decideSecondStep({ hasFactor: state.hasFactor, requiredAt, graceDays, now });
}
