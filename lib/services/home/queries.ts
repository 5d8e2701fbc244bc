import type { Permission } from '@/lib/domain/base/permissions';
import { loadMethods } from '../connections/load-method';
import { GUESSED_USERS } from '../users/queries';
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

export async function readSetUp(ctx: Ctx): Promise<SetUpState[]> {
  const actor = requireUser(ctx);
  const [methods, connectors, assigned, crms, fields, scenarios, rules, profileCrms, apiKeys, signIns, logged] =
    await Promise.all([
      loadMethods(ctx, ctx.db),
      ctx.db.ssoConnector.count(),
      ctx.db.user.count({ where: { ssoConnectorId: { not: null }, status: 'active' } }),
      ctx.db.crm.findMany({ select: { id: true }, orderBy: { createdAt: 'asc' }, take: 1 }),
      ctx.db.crmField.count(),
      ctx.db.screenPopScenario.count({ where: { enabled: true } }),
      ctx.db.assignmentRule.count({ where: { enabled: true } }),
      ctx.db.profileCrm.count(),
      ctx.db.apiKey.count({ where: { revokedAt: null } }),
      ctx.db.signInAttempt.count({ where: { way: 'sso', allowed: true } }),
      ctx.db.interactionAssignment.count({ where: { state: 'logged' } }),
    ]);
  const enabled = [...methods.values()].filter(({ status }) => status === 'enabled');
  const [firstMethod] = [...methods.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const crm = crms[0];
  const may = (permission: Permission) => actor.isAdministrator || actor.permissions.has(permission);
  const way = (permission: Permission, href: string | null) => (may(permission) ? href : null);

  const states: Record<SetUpStep, Omit<SetUpState, 'step'>> = {
    method: { isDone: methods.size > 0, href: way('auth-methods.create', '/maker/authentication-methods/new') },
    activation: {
      isDone: enabled.length > 0,
      href: way('auth-methods.modify', firstMethod ? `/maker/authentication-methods/${firstMethod.id}` : null),
    },
    connector: {
      isDone: connectors > 0,
      href: way('sso-connectors.create', firstMethod ? '/maker/sso-connectors/new' : null),
    },
    assignment: { isDone: assigned > 0, href: way('users.modify', connectors > 0 ? '/maker/users' : null) },
    crm: { isDone: crm !== undefined, href: way('crm.create', firstMethod ? '/maker/crm/new' : null) },
    objects: { isDone: fields > 0, href: way('crm.modify', crm ? `/maker/crm/${crm.id}` : null) },
    scenario: { isDone: scenarios > 0, href: way('crm.modify', crm ? `/maker/crm/${crm.id}/screen-pop` : null) },
    rule: { isDone: rules > 0, href: way('crm.modify', crm ? `/maker/crm/${crm.id}/interaction-assignment` : null) },
    profile: { isDone: profileCrms > 0, href: way('profiles.access', '/maker/profiles') },
    'api-key': { isDone: apiKeys > 0, href: way('api-keys.create', '/maker/settings/api-keys') },
    'sign-in': {
      isDone: signIns > 0,
      href: way('sso-connectors.access', connectors > 0 ? '/maker/sso-connectors' : null),
    },
    interaction: { isDone: logged > 0, href: way('interactions.access', '/maker/interactions') },
  };
  return SET_UP_STEPS.map((step) => ({ step, ...states[step] }));
}

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** What needs attention: connections that went down, interactions that weren't logged, unusual sign-ins. */
export async function readAttention(ctx: Ctx) {
  const actor = requireUser(ctx);
  const dayAgo = new Date(ctx.now().getTime() - 24 * 60 * 60_000);
  const may = (permission: Permission) => actor.isAdministrator || actor.permissions.has(permission);
  const [states, ownGuessed, guessed, breakGlass, methods, failed, waiting, refused] = await Promise.all([
    loadMethods(ctx, ctx.db),
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
    may('interactions.access') ? ctx.db.interactionAssignment.count({ where: { state: 'failed' } }) : 0,
    may('interactions.access')
      ? ctx.db.interactionAssignment.count({ where: { state: { in: ['pending', 'sending'] } } })
      : 0,
    may('sso-connectors.access')
      ? ctx.db.signInAttempt.count({ where: { way: 'sso', allowed: false, at: { gt: dayAgo } } })
      : 0,
  ]);
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
    failed,
    waiting,
    refused,
    /** Other accounts that had several wrong passwords since their last sign-in. */
    guessed,
    /** The last local sign-in of the break-glass administrator, within a week. */
    breakGlass: breakGlass && { at: breakGlass.at, userId: breakGlass.entityId, name: breakGlass.entityName },
    ownGuessed,
  };
}
