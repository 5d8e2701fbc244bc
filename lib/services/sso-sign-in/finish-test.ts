import { hintFor, type SignInTest, type TestStage } from '@/lib/domain/people/sign-in-test';
import { decideSignIn, type PresentedIdentity, type SignInDecision, type SignInDenial } from '@/lib/domain/people/sso';
import { toJson } from '@/lib/platform/json';
import { loadMethod } from '../connections/load-method';
import { found, recordHistory, withoutHistory, write, type Ctx } from '../context';
import type { ConsumedTransaction } from '../oauth/internal';
import { loadConnector, type LoadedConnector } from '../sso-connectors/load-connector';
import { connectorOf, openDraft, type StoredDraft } from '../sso-connectors/read-draft';
import { verbPolicy } from '../verb-policy';
import { admissionOf, readSignInUser, roleAfterSignIn, shownEmail, type CodeOrError } from './internal';
import { identifyHubspotUser } from './identify-hubspot-user';
import { identifyOidcUser } from './identify-oidc-user';

const POLICY = verbPolicy({
  verb: 'sso-sign-in/finish-test',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

interface Tested {
  connector: LoadedConnector;
  draft: StoredDraft | null;
  transaction: ConsumedTransaction;
}

/** Goes through everything that a sign-in goes through, stores what it found, and signs nobody in. */
export async function finishTest(
  ctx: Ctx,
  { transaction, answer }: { transaction: ConsumedTransaction; answer: CodeOrError },
): Promise<void> {
  const { pending, connectorId } = transaction;
  const draft = pending === null ? null : openDraft(ctx, transaction.id, pending);
  const connector = draft ? connectorOf(ctx, draft) : found(await loadConnector(ctx.db, { id: connectorId ?? '' }));
  const tested = { connector, draft, transaction };
  const identification =
    connector.type === 'oidc'
      ? await identifyOidcUser(ctx, { connector, transaction, answer })
      : await identifyHubspotUser(ctx, {
          method: await loadMethod(ctx, ctx.db, connector.authMethodId),
          transaction,
          answer,
        });
  if (identification.kind === 'refused') {
    const { stage, reason, presented, providerCode = null, providerMessage = null } = identification;
    return store(ctx, tested, {
      failure: { ...failureAt(stage, reason), providerCode, providerMessage },
      identity: presented ? describe(presented) : null,
      user: null,
    });
  }
  const { presented } = identification;
  const decision = await decide(ctx, tested, presented);
  const user = decision.userId === null ? null : await matchedUser(ctx, connector, decision.userId, presented.groups);
  const failure =
    decision.kind === 'allow'
      ? null
      : { ...failureAt('user', decision.reason), providerCode: null, providerMessage: null };
  await store(ctx, tested, { failure, identity: describe(presented), user });
}

function failureAt(stage: TestStage, reason: SignInDenial) {
  return { stage, reason, hint: hintFor(stage, reason) };
}

function describe(presented: PresentedIdentity): SignInTest['identity'] {
  return {
    account: presented.portalId,
    subject: presented.providerUserId,
    email: shownEmail(presented),
    groups: presented.groups.slice(0, 50),
    acr: presented.acr,
    amr: [...presented.amr],
  };
}

/** As `admitUser` would decide if the connector were enabled, without a lock: nothing follows from it. */
async function decide(
  ctx: Ctx,
  { connector, draft }: Pick<Tested, 'connector' | 'draft'>,
  identity: PresentedIdentity,
): Promise<SignInDecision> {
  const { portalId, providerUserId, email, isEmailTrusted } = identity;
  const source =
    connector.type === 'oidc'
      ? { isEnabled: true, portalId: connector.oidc.issuer }
      : await loadMethod(ctx, ctx.db, connector.authMethodId).then((method) => ({
          isEnabled: method.status === 'enabled',
          portalId: method.portalId,
        }));
  const links = linksThatStay(connector, draft, identity);
  const link = await ctx.db.ssoIdentity.findFirst({
    where: { ...links, portalId, providerUserId },
    include: { user: true },
  });
  const byEmail =
    link || email?.kind !== 'email' || !isEmailTrusted
      ? null
      : await ctx.db.user.findUnique({
          where: { email: email.email },
          include: { ssoIdentities: { where: links, select: { id: true } } },
        });
  const person = link?.user ?? byEmail;
  const known = person && (await readSignInUser(ctx.db, person, roleAfterSignIn(person, connector, identity.groups)));
  // Nobody can be assigned to a connector that isn't saved.
  const user = known && draft?.isSaved === false ? { ...known, ssoConnectorId: connector.id } : known;
  return decideSignIn({
    connector: {
      id: connector.id,
      enabled: true,
      // A test says what its own settings would do.
      isChanged: false,
      ...admissionOf(connector, identity.groups),
    },
    method: source,
    identity,
    linkedUser: link && user,
    userByEmail: byEmail && user && { ...user, hasIdentityOnConnector: byEmail.ssoIdentities.length > 0 },
  });
}

/** The links to people that are left once the draft is saved. */
function linksThatStay(connector: LoadedConnector, draft: StoredDraft | null, { portalId }: PresentedIdentity) {
  if (draft === null) return { connectorId: connector.id };
  return { connectorId: connector.id, portalId, ...(draft.isOtherClient ? { id: { in: [] } } : {}) };
}

/** With the role that they would have from then on. */
async function matchedUser(
  ctx: Ctx,
  connector: LoadedConnector,
  userId: string,
  groups: readonly string[],
): Promise<SignInTest['user']> {
  const user = found(
    await ctx.db.user.findUnique({ where: { id: userId }, include: { role: { select: { name: true } } } }),
  );
  const roleId = roleAfterSignIn(user, connector, groups);
  const role = await ctx.db.role.findUnique({ where: { id: roleId }, select: { name: true } });
  return { id: user.id, name: user.name, role: role?.name ?? user.role.name };
}

async function store(
  ctx: Ctx,
  { connector, draft, transaction }: Tested,
  outcome: Omit<SignInTest, 'isDraft'>,
): Promise<void> {
  const { failure } = outcome;
  const result: SignInTest = { ...outcome, isDraft: draft !== null };
  await write(ctx, POLICY, async (tx) => {
    await tx.oAuthTransaction.update({
      where: { id: transaction.id },
      data: {
        outcome: failure ? 'refused' : 'succeeded',
        reason: failure?.reason ?? null,
        detail: toJson(result),
        // A draft that passed is kept until it is saved, or expires.
        ...(failure ? { pending: null } : {}),
      },
    });
    if (draft?.isSaved === false) return withoutHistory('the row is its own record');
    if (!failure && draft === null)
      await tx.ssoConnector.updateMany({
        where: { id: connector.id, version: connector.version },
        data: {
          testedVersion: connector.version,
          testedMethodVersion: transaction.authMethodVersion,
          testedAt: ctx.now(),
        },
      });
    return recordHistory(ctx, tx, {
      action: 'sso-connector.tested',
      entity: 'sso-connector',
      entityId: connector.id,
      entityName: connector.name,
      after: { draft: draft !== null, result: failure ? failure.reason : 'passed', stage: failure?.stage ?? null },
    });
  });
}
