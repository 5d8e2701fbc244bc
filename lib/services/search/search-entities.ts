import type { z } from 'zod';
import type { Permission } from '@/lib/domain/base/permissions';
import { ENTITY_KINDS, entitySearchSchema, type FoundEntity, type EntityKind } from '@/lib/domain/base/search';
import { parseInput, requireUser, type Ctx } from '../context';
import { containing } from '../listing';

/** Results per kind. */
const LIMIT = 5;

type Find = (ctx: Ctx, text: ReturnType<typeof containing>) => Promise<Omit<FoundEntity, 'kind'>[]>;

const named = { orderBy: { name: 'asc' }, take: LIMIT } as const;

const KINDS: Record<EntityKind, { permission: Permission; find: Find }> = {
  user: {
    permission: 'users.access',
    find: async ({ db }, text) => {
      const rows = await db.user.findMany({ where: { OR: [{ name: text }, { email: text }] }, ...named });
      return rows.map(({ id, name, email }) => ({ id, name, detail: email, href: `/maker/users/${id}` }));
    },
  },
  'auth-method': {
    permission: 'auth-methods.access',
    find: async ({ db }, text) => {
      const rows = await db.authMethod.findMany({
        where: { OR: [{ name: text }, { portalName: text }, { portalId: text }] },
        ...named,
      });
      return rows.map(({ id, name, portalName, portalDomain }) => ({
        id,
        name,
        detail: portalName ?? portalDomain,
        href: `/maker/authentication-methods/${id}`,
      }));
    },
  },
  'sso-connector': {
    permission: 'sso-connectors.access',
    find: async ({ db }, text) => {
      const rows = await db.ssoConnector.findMany({ where: { OR: [{ name: text }, { reference: text }] }, ...named });
      return rows.map(({ id, name, reference }) => ({
        id,
        name,
        detail: reference,
        href: `/maker/sso-connectors/${id}`,
      }));
    },
  },
  crm: {
    permission: 'crm.access',
    find: async ({ db }, text) => {
      const rows = await db.crm.findMany({ where: { OR: [{ name: text }, { reference: text }] }, ...named });
      return rows.map(({ id, name, reference }) => ({ id, name, detail: reference, href: `/maker/crm/${id}` }));
    },
  },
  'crm-object': {
    permission: 'crm.access',
    find: async ({ db }, text) => {
      const rows = await db.crmObject.findMany({
        where: { OR: [{ name: text }, { apiName: text }] },
        include: { crm: { select: { name: true } } },
        ...named,
      });
      return rows.map(({ id, crmId, name, crm }) => ({
        id,
        name,
        detail: crm.name,
        href: `/maker/crm/${crmId}/objects/${id}`,
      }));
    },
  },
  scenario: {
    permission: 'crm.access',
    find: async ({ db }, text) => {
      const rows = await db.screenPopScenario.findMany({
        where: { name: text },
        include: { crm: { select: { name: true } } },
        ...named,
      });
      return rows.map(({ id, crmId, name, crm }) => ({
        id,
        name,
        detail: crm.name,
        href: `/maker/crm/${crmId}/screen-pop/${id}`,
      }));
    },
  },
  rule: {
    permission: 'crm.access',
    find: async ({ db }, text) => {
      const rows = await db.assignmentRule.findMany({
        where: { name: text },
        include: { crm: { select: { name: true } } },
        ...named,
      });
      return rows.map(({ id, crmId, name, crm }) => ({
        id,
        name,
        detail: crm.name,
        href: `/maker/crm/${crmId}/interaction-assignment/${id}`,
      }));
    },
  },
  role: {
    permission: 'roles.access',
    find: async ({ db }, text) => {
      const rows = await db.role.findMany({ where: { name: text }, ...named });
      return rows.map(({ id, name }) => ({ id, name, detail: null, href: `/maker/roles/${id}` }));
    },
  },
  profile: {
    permission: 'profiles.access',
    find: async ({ db }, text) => {
      const rows = await db.profile.findMany({ where: { name: text }, ...named });
      return rows.map(({ id, name }) => ({ id, name, detail: null, href: `/maker/profiles/${id}` }));
    },
  },
};

/** Finds configured entities and users by part of their name, limited to the kinds the user may open. */
export async function searchEntities(
  ctx: Ctx,
  input: z.input<typeof entitySearchSchema>,
): Promise<{ items: FoundEntity[] }> {
  const actor = requireUser(ctx);
  const { q } = parseInput(entitySearchSchema, input);
  const readable = ENTITY_KINDS.filter(
    (kind) => actor.isAdministrator || actor.permissions.has(KINDS[kind].permission),
  );
  const found = await Promise.all(
    readable.map(async (kind) => (await KINDS[kind].find(ctx, containing(q))).map((thing) => ({ kind, ...thing }))),
  );
  return { items: found.flat() };
}
