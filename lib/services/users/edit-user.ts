import type { z } from 'zod';
import { userEditSchema } from '@/lib/domain/people/people';
import type { Tx } from '@/lib/platform/db';
import { publish } from '@/lib/platform/events';
import { authorise, checkVersion, parseInput, recordHistory, write, type Ctx } from '../context';
import { endSessions } from '../sessions/create-session';
import { endExcludedSessions } from '../sessions/end-excluded-sessions';
import { checkChoices } from './check-choices';
import { requireAnotherAdministrator } from './require-another-administrator';
import { historyOf, loadUser, type UserWithAccess } from './internal';
import { requireGrantable, requireNotAbove } from '../access';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/edit-user',
  access: 'users.modify',
  freshSignIn: { when: 'it hands out rights in the Maker, or the email or connector changes' },
  handsOut: ['administrator', 'role', 'profile', 'sign-in route'],
  touches: 'users not above oneself',
});

export async function editUser(
  ctx: Ctx,
  input: { id: string } & z.input<typeof userEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, profileIds, ...data } = parseInput(userEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = await loadUser(tx, id);
    await requireNotAbove(ctx, tx, { user: before });
    await checkVersion(tx, 'user', before, version);
    const role = await checkChoices(tx, { ...data, profileIds }, before);
    const held = before.profiles.map(({ profile }) => profile.id);
    const isReachedOtherwise = data.email !== before.email || data.ssoConnectorId !== (before.ssoConnector?.id ?? null);
    await requireGrantable(ctx, tx, {
      administrator: data.isAdministrator !== before.isAdministrator,
      role: data.roleId === before.role.id ? null : role,
      profile: profileIds.filter((profileId) => !held.includes(profileId)),
      // The first sign-in through a connector finds people by their email.
      'sign-in route': isReachedOtherwise && data.ssoConnectorId !== null ? { id } : null,
    });
    const losesSignIn = before.passwordHash === null && data.ssoConnectorId === null;
    if (!data.isAdministrator || losesSignIn) await requireAnotherAdministrator(tx, before);

    await tx.user.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    await tx.userProfile.deleteMany({ where: { userId: id, profileId: { notIn: profileIds } } });
    await tx.userProfile.createMany({
      data: profileIds.map((profileId) => ({ userId: id, profileId })),
      skipDuplicates: true,
    });
    const after = await loadUser(tx, id);
    await applyToSessions(ctx, tx, before, after);
    const recorded = await recordHistory(ctx, tx, {
      action: 'user.edited',
      entity: 'user',
      entityId: id,
      entityName: after.name,
      before: historyOf(before),
      after: historyOf(after),
    });
    return recorded.with({ version: after.version });
  });
}

/** Revoked profiles are gone at once, even from active sessions. */
async function applyToSessions(ctx: Ctx, tx: Tx, before: UserWithAccess, after: UserWithAccess): Promise<void> {
  const how = { userIds: [after.id], now: ctx.now() };
  const own = ctx.actor.kind === 'user' ? ctx.actor.sessionId : null;
  if (before.isAdministrator !== after.isAdministrator || before.role.id !== after.role.id) {
    // New rights end existing sessions, except the one users edit themselves in.
    await endSessions(
      tx,
      { userId: after.id, ...(own ? { id: { not: own } } : {}) },
      { ...how, reason: 'rights_changed' },
    );
    // Also the one that they edit themselves in, where the new role requires a connector.
    await endExcludedSessions(tx, how.now);
  }
  if (before.ssoConnector && before.ssoConnector.id !== after.ssoConnector?.id) {
    await endSessions(
      tx,
      { userId: after.id, connectorId: before.ssoConnector.id },
      { ...how, reason: 'connector_changed' },
    );
  }
  const held = after.profiles.map(({ profile }) => profile.id);
  const { count } = await tx.session.updateMany({
    where: { userId: after.id, revokedAt: null, activeProfileId: { notIn: held } },
    data: { activeProfileId: null },
  });
  if (count > 0 || before.profiles.some(({ profile }) => !held.includes(profile.id)))
    await publish(tx, { topic: 'sessions', userId: after.id });
}
