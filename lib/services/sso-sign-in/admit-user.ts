import {
  decideSignIn,
  type PresentedIdentity,
  type SignInDecision,
  type SignInDenial,
  type SignInSituation,
} from '@/lib/domain/people/sso';
import { loadMethod } from '../connections/load-method';
import {
  deriveCtx,
  found,
  recordHistory,
  withoutHistory,
  write,
  type Ctx,
  type Recorded,
  type UserActor,
  type WriteTx,
} from '../context';
import type { ConsumedTransaction } from '../oauth/internal';
import { createSession, endSessions } from '../sessions/create-session';
import { loadConnector, type LoadedConnector } from '../sso-connectors/load-connector';
import { admissionOf, readSignInUser, roleAfterSignIn, shownEmail } from './internal';
import { recordAttempt } from './record-attempt';
import { switchRole } from './switch-role';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'sso-sign-in/admit-user',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

interface Presentation {
  transaction: Pick<ConsumedTransaction, 'id' | 'createdAt' | 'connectorVersion'>;
  connectorId: string;
  browserNonce: string | null;
  identity: PresentedIdentity;
  /** The actor signs in again in place: nobody else may, and their session is renewed. */
  isConfirmation: boolean;
}

export type Admission = { kind: 'signed-in'; sessionToken: string } | { kind: 'refused'; reason: SignInDenial };

/**
 * Decides and acts in one transaction on current data: reads connector, method and user under locks that block
 * concurrent changes.
 */
export async function admitUser(ctx: Ctx, presentation: Presentation): Promise<Admission> {
  // The browser's previous session, the actor, has no say in who signs in now.
  return write(ctx, POLICY, (tx) => decideAndAct(ctx, tx, presentation));
}

async function decideAndAct(
  ctx: Ctx,
  tx: WriteTx,
  { transaction, connectorId, browserNonce, identity, isConfirmation }: Presentation,
): Promise<Recorded<Admission>> {
  // Serialize sign-ins of one identity: the second finds the link the first created.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in:${connectorId}:${identity.portalId}:${identity.providerUserId}`}, 0))`;
  await tx.$queryRaw`SELECT "id" FROM "SsoConnector" WHERE "id" = ${connectorId}::uuid FOR SHARE`;
  const connector = found(await loadConnector(tx, { id: connectorId }));
  const source = await identitySource(ctx, tx, connector);

  const link = await tx.ssoIdentity.findUnique({
    where: {
      connectorId_portalId_providerUserId: {
        connectorId,
        portalId: identity.portalId,
        providerUserId: identity.providerUserId,
      },
    },
    include: { user: true },
  });
  const byEmail =
    link || identity.email?.kind !== 'email' || !identity.isEmailTrusted
      ? null
      : await tx.user.findUnique({ where: { email: identity.email.email } });
  const person = link?.user ?? byEmail;
  if (person) await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${person.id}::uuid FOR UPDATE`;
  const fresh = person
    ? await tx.user.findUnique({
        where: { id: person.id },
        include: { ssoIdentities: { where: { connectorId }, select: { id: true } } },
      })
    : null;

  const roleId = fresh && (isConfirmation ? fresh.roleId : roleAfterSignIn(fresh, connector, identity.groups));
  // Kept as it is until the session exists, as for every other way to sign in.
  if (roleId !== null) await tx.$queryRaw`SELECT "id" FROM "Role" WHERE "id" = ${roleId}::uuid FOR SHARE`;
  const user = fresh && roleId !== null ? await readSignInUser(tx, fresh, roleId) : null;
  const decided = decideSignIn({
    connector: {
      id: connector.id,
      enabled: connector.enabled,
      // Another connector than the one that the provider was asked for: who they are was read by its settings.
      isChanged: connector.type === 'oidc' && connector.version !== transaction.connectorVersion,
      ...admissionOf(connector, identity.groups),
    },
    method: source,
    identity,
    linkedUser: link && user,
    userByEmail: byEmail && user && { ...user, hasIdentityOnConnector: (fresh?.ssoIdentities.length ?? 0) > 0 },
  });
  const actor = ctx.actor.kind === 'user' ? ctx.actor : null;
  const decision: SignInDecision =
    isConfirmation && decided.kind === 'allow' && decided.userId !== actor?.userId
      ? { kind: 'deny', reason: 'other_user', userId: decided.userId }
      : decided;
  await recordAttempt(ctx, tx, {
    connectorId,
    browserNonce,
    presented: identity,
    userId: decision.userId,
    reason: decision.kind === 'deny' ? decision.reason : null,
  });
  await tx.oAuthTransaction.update({
    where: { id: transaction.id },
    data: decision.kind === 'allow' ? { outcome: 'succeeded' } : { outcome: 'refused', reason: decision.reason },
  });
  if (decision.kind === 'deny')
    return withoutHistory('the row is its own record', { kind: 'refused', reason: decision.reason });

  const linked = await linkIdentity(ctx, tx, { decision, connector, identity });
  const switched =
    connector.type === 'oidc' && !isConfirmation && roleId !== null
      ? await switchRole(ctx, tx, { userId: decision.userId, connector, roleId })
      : null;
  const renews =
    actor && (isConfirmation || (await signedInMeanwhile(tx, { actor, decision, connectorId, transaction })))
      ? actor.sessionId
      : null;
  // End the browser's previous session: one user per browser.
  if (actor && renews === null) {
    await endSessions(
      tx,
      { id: actor.sessionId },
      { reason: 'newer_sign_in', userIds: [actor.userId], now: ctx.now() },
    );
  }
  const { token } = await createSession(ctx, tx, {
    userId: decision.userId,
    connectorId,
    acr: identity.acr,
    amr: identity.amr,
    renews,
  });
  return (switched ?? linked).with({ kind: 'signed-in', sessionToken: token });
}

/**
 * The same person came back to this browser from another tab while this flow was under way. They keep that session, so
 * that what the other tab shows goes on.
 */
async function signedInMeanwhile(
  tx: WriteTx,
  input: Pick<Presentation, 'connectorId' | 'transaction'> & { actor: UserActor; decision: { userId: string } },
): Promise<boolean> {
  const { actor, decision, connectorId, transaction } = input;
  if (actor.userId !== decision.userId || actor.signedInAt < transaction.createdAt) return false;
  const other = await tx.session.findUnique({
    where: { id: actor.sessionId },
    select: { connectorId: true, revokedAt: true },
  });
  // It may have ended since, also by the role that this sign-in gives.
  return other !== null && other.revokedAt === null && other.connectorId === connectorId;
}

/** What says who the users are, under a lock that blocks a concurrent change. */
async function identitySource(ctx: Ctx, tx: WriteTx, connector: LoadedConnector): Promise<SignInSituation['method']> {
  if (connector.type === 'oidc') return { isEnabled: true, portalId: connector.oidc.issuer };
  await tx.$queryRaw`SELECT "id" FROM "AuthMethod" WHERE "id" = ${connector.authMethodId}::uuid FOR SHARE`;
  const { status, portalId } = await loadMethod(ctx, tx, connector.authMethodId);
  return { isEnabled: status === 'enabled', portalId };
}

interface Linking {
  decision: Extract<SignInDecision, { kind: 'allow' }>;
  connector: LoadedConnector;
  identity: PresentedIdentity;
}

/** After the first sign-in, the provider's user ID identifies the user; the email is never used again. */
async function linkIdentity(
  ctx: Ctx,
  tx: WriteTx,
  { decision, connector, identity }: Linking,
): Promise<Recorded<void>> {
  const { portalId, providerUserId } = identity;
  const now = ctx.now();
  if (decision.link === 'known') {
    await tx.ssoIdentity.update({
      where: { connectorId_portalId_providerUserId: { connectorId: connector.id, portalId, providerUserId } },
      data: { lastUsedAt: now },
    });
    return withoutHistory('the row is its own record');
  }
  const emailWhenLinked = shownEmail(identity) ?? '';
  await tx.ssoIdentity.create({
    data: {
      connectorId: connector.id,
      authMethodId: connector.type === 'hubspot' ? connector.authMethodId : null,
      portalId,
      providerUserId,
      userId: decision.userId,
      emailWhenLinked,
      createdAt: now,
      lastUsedAt: now,
    },
  });
  const user = found(await tx.user.findUnique({ where: { id: decision.userId }, select: { name: true } }));
  return recordHistory(deriveCtx(ctx, { actor: { kind: 'system', name: 'sign-in' } }), tx, {
    action: 'user.identity-linked',
    entity: 'user',
    entityId: decision.userId,
    entityName: user.name,
    after: { ssoConnector: connector.name, portalId, providerUserId, email: emailWhenLinked },
  });
}
