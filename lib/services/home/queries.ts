import type { Permission } from '@/lib/domain/base/permissions';
import { hasLivingWorker } from '@/lib/platform/job-takeover';
import { loadMethods } from '../connections/load-method';
import { GUESSED_USERS } from '../users/queries';
import type { LedgerState } from '@/lib/domain/interaction/ledger';
import { found, requireUser, type Ctx } from '../context';
import { readWrongPasswords } from '../sessions/read-wrong-passwords';

/** What the Maker's shell needs to know about its user. */
export async function readShell(ctx: Ctx) {
  const actor = requireUser(ctx);
  const profiles = await ctx.db.userProfile.count({ where: { userId: actor.userId } });
  return {
    permissions: actor.isAdministrator ? ('all' as const) : [...actor.permissions],
    hasBanner: profiles > 0,
    sandbox: ctx.config.hubspotMode === 'sandbox' ? { url: ctx.config.hubspotAppUrl } : null,
  };
}

/** The setup steps, in order: from an empty deployment to an agent who sees the right card. */
const SET_UP_STEPS = [
  'method',
  'activation',
  'connector',
  'assignment',
  'crm',
  'objects',
  'scenario',
  'rule',
  'profile',
  'api-key',
  'sign-in',
  'interaction',
] as const;
type SetUpStep = (typeof SET_UP_STEPS)[number];

export interface SetUpState {
  step: SetUpStep;
  isDone: boolean;
  /** The page for this step; null while an earlier step is missing or the user lacks the right. */
  href: string | null;
}

/** The home page: how far the setup is, and what needs attention. */
export async function readHome(ctx: Ctx) {
  const methods = await loadMethods(ctx, ctx.db);
  const [steps, attention] = await Promise.all([readSetUp(ctx, methods), readAttention(ctx, methods)]);
  return { steps, attention };
}

type Methods = Awaited<ReturnType<typeof loadMethods>>;

/** What is there already. Asks whether, not how many: attempts and interactions grow for years. */
interface Existing {
  connector: boolean;
  assigned: boolean;
  crmId: string | null;
  field: boolean;
  scenario: boolean;
  rule: boolean;
  profile: boolean;
  apiKey: boolean;
  signIn: boolean;
  logged: boolean;
}

async function readSetUp(ctx: Ctx, methods: Methods): Promise<SetUpState[]> {
  const actor = requireUser(ctx);
  const [row] = await ctx.db.$queryRaw<Existing[]>`
    SELECT EXISTS (SELECT FROM "SsoConnector") AS "connector",
      EXISTS (SELECT FROM "User" WHERE "ssoConnectorId" IS NOT NULL AND "status" = 'active') AS "assigned",
      (SELECT "id" FROM "Crm" ORDER BY "createdAt" LIMIT 1) AS "crmId",
      EXISTS (SELECT FROM "CrmField") AS "field",
      EXISTS (SELECT FROM "ScreenPopScenario" WHERE "enabled") AS "scenario",
      EXISTS (SELECT FROM "AssignmentRule" WHERE "enabled") AS "rule",
      EXISTS (SELECT FROM "ProfileCrm") AS "profile",
      EXISTS (SELECT FROM "ApiKey" WHERE "revokedAt" IS NULL) AS "apiKey",
      EXISTS (SELECT FROM "SignInAttempt" WHERE "way" = 'sso' AND "allowed") AS "signIn",
      EXISTS (SELECT FROM "InteractionAssignment" WHERE "state" = 'logged') AS "logged"`;
  const has = found(row);
  const enabled = [...methods.values()].filter(({ status }) => status === 'enabled');
  const [firstMethod] = [...methods.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const may = (permission: Permission) => actor.isAdministrator || actor.permissions.has(permission);
  const way = (permission: Permission, href: string | null) => (may(permission) ? href : null);

  const states: Record<SetUpStep, Omit<SetUpState, 'step'>> = {
    method: { isDone: methods.size > 0, href: way('auth-methods.create', '/maker/authentication-methods/new') },
    activation: {
      isDone: enabled.length > 0,
      href: way('auth-methods.modify', firstMethod ? `/maker/authentication-methods/${firstMethod.id}` : null),
    },
    connector: {
      isDone: has.connector,
      href: way('sso-connectors.create', firstMethod ? '/maker/sso-connectors/new' : null),
    },
    assignment: { isDone: has.assigned, href: way('users.modify', has.connector ? '/maker/users' : null) },
    crm: { isDone: has.crmId !== null, href: way('crm.create', firstMethod ? '/maker/crm/new' : null) },
    objects: { isDone: has.field, href: way('crm.modify', has.crmId ? `/maker/crm/${has.crmId}` : null) },
    scenario: {
      isDone: has.scenario,
      href: way('crm.modify', has.crmId ? `/maker/crm/${has.crmId}/screen-pop` : null),
    },
    rule: {
      isDone: has.rule,
      href: way('crm.modify', has.crmId ? `/maker/crm/${has.crmId}/interaction-assignment` : null),
    },
    profile: { isDone: has.profile, href: way('profiles.access', '/maker/profiles') },
    'api-key': { isDone: has.apiKey, href: way('api-keys.create', '/maker/settings/api-keys') },
    'sign-in': {
      isDone: has.signIn,
      href: way('sso-connectors.access', has.connector ? '/maker/sso-connectors' : null),
    },
    interaction: { isDone: has.logged, href: way('interactions.access', '/maker/interactions') },
  };
  return SET_UP_STEPS.map((step) => ({ step, ...states[step] }));
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** What needs attention: connections that went down, no worker, interactions that weren't logged, unusual sign-ins. */
async function readAttention(ctx: Ctx, states: Methods) {
  const actor = requireUser(ctx);
  const dayAgo = new Date(ctx.now().getTime() - 24 * 60 * 60_000);
  const may = (permission: Permission) => actor.isAdministrator || actor.permissions.has(permission);
  const [ownGuessed, guessed, breakGlass, methods, ledger, refused, hasWorker] = await Promise.all([
    readWrongPasswords(ctx),
    may('users.access') ? ctx.db.user.count({ where: GUESSED_USERS }) : 0,
    may('users.access')
      ? ctx.db.historyEntry.findFirst({
          where: { action: 'user.break-glass-used', at: { gt: new Date(ctx.now().getTime() - WEEK_MS) } },
          orderBy: { at: 'desc' },
          select: { at: true, entityId: true, entityName: true },
        })
      : null,
    may('auth-methods.access')
      ? ctx.db.authMethod.findMany({
          orderBy: { name: 'asc' },
          select: { id: true, _count: { select: { crms: true, ssoConnectors: true } } },
        })
      : [],
    may('interactions.access')
      ? ctx.db.interaction.groupBy({
          by: ['ledger'],
          where: { ledger: { in: ['needs_administrator', 'without_customer', 'waiting'] } },
          _count: true,
        })
      : [],
    may('sso-connectors.access')
      ? ctx.db.signInAttempt.count({ where: { way: 'sso', allowed: false, at: { gt: dayAgo } } })
      : 0,
    may('interactions.access') ? hasLivingWorker((text, ...values) => ctx.db.$queryRaw(text, ...values)) : true,
  ]);
  const countOf = (state: LedgerState) => ledger.find((group) => group.ledger === state)?._count ?? 0;
  return {
    methods: methods.map(({ id, _count }) => {
      const { name, portalName, portalDomain, portalId, status, disabledReason, refusal } = found(states.get(id));
      return {
        id,
        name,
        portalName: portalName ?? portalDomain,
        portalId,
        crms: _count.crms,
        connectors: _count.ssoConnectors,
        status,
        disabledReason,
        refusal,
      };
    }),
    failed: countOf('needs_administrator'),
    withoutCustomer: countOf('without_customer'),
    waiting: countOf('waiting'),
    refused,
    /** Whether anybody logs what waits, as far as this person may know. */
    hasWorker,
    /** Other accounts that had several wrong passwords since their last sign-in. */
    guessed,
    /** The last local sign-in of the break-glass administrator, within a week. */
    breakGlass: breakGlass && { at: breakGlass.at, userId: breakGlass.entityId, name: breakGlass.entityName },
    ownGuessed,
  };
}
