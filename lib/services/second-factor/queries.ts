import { passkeySite, type PasskeySite } from '@/lib/domain/people/passkey-site';
import { graceEndsAt, type FactorKind } from '@/lib/domain/people/second-factor';
import type { ReadDb } from '@/lib/platform/db';
import { authorise, found, requireUser, type Ctx } from '../context';
import { findFactorState } from '../sessions/find-second-step';
import { openSecondStep } from '../sessions/open-second-step';
import { loadSettings } from '../settings/load-settings';

interface FactorRow {
  id: string;
  kind: FactorKind;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

function factorsOf(db: ReadDb, userId: string): Promise<FactorRow[]> {
  return db.secondFactor.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, name: true, createdAt: true, lastUsedAt: true },
  });
}

/** The user's own factors, for their account page. */
export async function listOwnFactors(ctx: Ctx) {
  const { userId } = requireUser(ctx);
  const [items, recoveryCodesLeft, { isRequired }] = await Promise.all([
    factorsOf(ctx.db, userId),
    ctx.db.recoveryCode.count({ where: { userId, usedAt: null } }),
    findFactorState(ctx.db, userId),
  ]);
  return { items, recoveryCodesLeft, isRequired, passkeys: passkeySite(ctx.config.publicUrl) };
}

/** A user's factors, for user administrators. */
export async function listUserFactors(ctx: Ctx, input: { userId: string }) {
  authorise(ctx, 'users.access');
  found(await ctx.db.user.findUnique({ where: { id: input.userId }, select: { id: true } }));
  const [items, { isRequired }] = await Promise.all([
    factorsOf(ctx.db, input.userId),
    findFactorState(ctx.db, input.userId),
  ]);
  return { items, isRequired };
}

/** Until when the signed-in user has to set up a second factor; null if nothing is due. */
export async function readFactorDeadline(ctx: Ctx): Promise<Date | null> {
  const { userId, sessionId } = requireUser(ctx);
  // Every page asks: for nearly everybody, this one statement says no. Through a connector, the provider asks for it.
  const reminded = await ctx.db.session.count({
    where: { id: sessionId, connectorId: null, user: { factorRequiredAt: { not: null }, factors: { none: {} } } },
  });
  if (reminded === 0) return null;
  const [{ isRequired, requiredAt }, { secondFactorGraceDays }] = await Promise.all([
    findFactorState(ctx.db, userId),
    loadSettings(ctx.db),
  ]);
  return isRequired && requiredAt !== null ? graceEndsAt(requiredAt, secondFactorGraceDays) : null;
}

/** What the page of the second step offers; null if there is none to take. */
export async function readSecondStep(
  ctx: Ctx,
  input: { ticket: string | undefined },
): Promise<{ needs: 'factor' | 'enrolment'; kinds: FactorKind[]; passkeys: PasskeySite } | null> {
  const step = openSecondStep(ctx, input);
  if (!step) return null;
  const factors = await ctx.db.secondFactor.findMany({
    where: { userId: step.content.userId },
    distinct: ['kind'],
    select: { kind: true },
  });
  // Reset since the password was entered.
  if (step.content.needs === 'factor' && factors.length === 0) return null;
  return {
    needs: step.content.needs,
    kinds: factors.map(({ kind }) => kind),
    passkeys: passkeySite(ctx.config.publicUrl),
  };
}

/** Whether the sign-in page offers passkeys: where they work, and once somebody has one. */
export async function readPasskeyOffer(ctx: Ctx): Promise<boolean> {
  if (passkeySite(ctx.config.publicUrl).kind !== 'usable') return false;
  return (await ctx.db.secondFactor.findFirst({ where: { kind: 'passkey' }, select: { id: true } })) !== null;
}
