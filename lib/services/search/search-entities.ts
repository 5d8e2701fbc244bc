import type { z } from 'zod';
import { entitySearchSchema, type FoundEntity } from '@/lib/domain/base/search';
import { parseInput, requireUser, type Ctx } from '../context';
import { containing } from '../listing';
import { namedTable } from '../named-table';
import { ENTITIES, FOUND_KINDS, pathOf, type FoundKind } from '@/lib/domain/base/modules';

/** Results per kind. */
const LIMIT = 5;

type Find = (ctx: Ctx, text: ReturnType<typeof containing>) => Promise<Omit<FoundEntity, 'kind'>[]>;

const named = { orderBy: { name: 'asc' }, take: LIMIT } as const;

/** Kinds searched by more than their name, or shown on a page below another entity's. */
const OWN_WAYS: Partial<Record<FoundKind, Find>> = {
  user: async ({ db }, text) => {
    const rows = await db.user.findMany({ where: { OR: [{ name: text }, { email: text }] }, ...named });
    return rows.map(({ id, name, email }) => ({ id, name, detail: email, href: `/maker/users/${id}` }));
  },
  'auth-method': async ({ db }, text) => {
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
  'sso-connector': async ({ db }, text) => {
    const rows = await db.ssoConnector.findMany({ where: { OR: [{ name: text }, { reference: text }] }, ...named });
    return rows.map(({ id, name, reference }) => ({
      id,
      name,
      detail: reference,
      href: `/maker/sso-connectors/${id}`,
    }));
  },
  crm: async ({ db }, text) => {
    const rows = await db.crm.findMany({ where: { OR: [{ name: text }, { reference: text }] }, ...named });
    return rows.map(({ id, name, reference }) => ({ id, name, detail: reference, href: `/maker/crm/${id}` }));
  },
  'crm-object': async ({ db }, text) => {
    const rows = await db.crmObject.findMany({
      where: { OR: [{ name: text }, { apiName: text }] },
      include: ITS_CRM,
      ...named,
    });
    return rows.map((row) => belowCrm(row, 'objects'));
  },
  scenario: async ({ db }, text) => {
    const rows = await db.screenPopScenario.findMany({ where: { name: text }, include: ITS_CRM, ...named });
    return rows.map((row) => belowCrm(row, 'screen-pop'));
  },
  rule: async ({ db }, text) => {
    const rows = await db.assignmentRule.findMany({ where: { name: text }, include: ITS_CRM, ...named });
    return rows.map((row) => belowCrm(row, 'interaction-assignment'));
  },
};

const ITS_CRM = { crm: { select: { name: true } } } as const;

function belowCrm(row: { id: string; crmId: string; name: string; crm: { name: string } }, folder: string) {
  return { id: row.id, name: row.name, detail: row.crm.name, href: `/maker/crm/${row.crmId}/${folder}/${row.id}` };
}

/** Finds by name and links to the module's own page. */
function findByName(kind: FoundKind): Find {
  return async ({ db }, text) => {
    const rows = await namedTable(db, kind).findMany({
      where: { name: text },
      ...named,
      select: { id: true, name: true },
    });
    return rows.flatMap(({ id, name }) => {
      const href = pathOf(ENTITIES[kind].module, id);
      return href === null ? [] : { id, name, detail: null, href };
    });
  };
}

/** Finds configured entities and users by part of their name, limited to the kinds the user may open. */
export async function searchEntities(
  ctx: Ctx,
  input: z.input<typeof entitySearchSchema>,
): Promise<{ items: FoundEntity[] }> {
  const actor = requireUser(ctx);
  const { q } = parseInput(entitySearchSchema, input);
  const readable = FOUND_KINDS.filter(
    (kind) => actor.isAdministrator || actor.permissions.has(`${ENTITIES[kind].module}.access`),
  );
  const found = await Promise.all(
    readable.map(async (kind) => {
      const find = OWN_WAYS[kind] ?? findByName(kind);
      return (await find(ctx, containing(q))).map((thing) => ({ kind, ...thing }));
    }),
  );
  return { items: found.flat() };
}
