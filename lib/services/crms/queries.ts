import { listOptionsSchema, type CRM_SORTS, type CrmFilter } from '@/lib/domain/crm/crm';
import { PAGE_SIZE } from '@/lib/domain/base/limits';
import { BY_NAME } from '@/lib/domain/base/sort';
import { listMethodSummaries, loadMethod, loadMethods, summariseMethod } from '../connections/load-method';
import { containing, type Orders } from '../listing';
import type { Prisma } from '@/prisma/generated/client';
import { authorise, found, type Ctx } from '../context';
import { havingTags, TAGS } from '../tagging';
import { listCrmDependents, listFieldDependents, listObjectDependents, type Dependent } from './list-crm-dependents';
import { loadObjects, requireCrm } from './internal';

const ORDERS: Orders<typeof CRM_SORTS, Prisma.CrmOrderByWithRelationInput> = {
  name: (direction) => ({ name: direction }),
  reference: (direction) => ({ reference: direction }),
  objects: (direction) => ({ objects: { _count: direction } }),
  profiles: (direction) => ({ profiles: { _count: direction } }),
};

/** A page of CRMs, each with the state of its authentication method. */
export async function listCrms(ctx: Ctx, filter: CrmFilter = {}) {
  authorise(ctx, 'crm.access');
  const { by, direction } = filter.sort ?? BY_NAME;
  const search = filter.search?.trim();
  const where = {
    ...(search ? { OR: [{ name: containing(search) }, { reference: containing(search) }] } : {}),
    ...(filter.authMethodId ? { authMethodId: filter.authMethodId } : {}),
    ...havingTags(filter.tagIds),
  };
  const [rows, methods, matching, total] = await Promise.all([
    ctx.db.crm.findMany({
      where,
      orderBy: [ORDERS[by](direction), { name: 'asc' }],
      skip: ((filter.page ?? 1) - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
      include: {
        tags: TAGS,
        _count: { select: { objects: true, scenarios: true, rules: true, profiles: true } },
      },
    }),
    loadMethods(ctx, ctx.db),
    ctx.db.crm.count({ where }),
    ctx.db.crm.count(),
  ]);
  const items = rows.map(({ id, name, reference, type, version, updatedAt, authMethodId, tags, _count }) => ({
    id,
    name,
    reference,
    type,
    version,
    updatedAt,
    authMethod: summariseMethod(found(methods.get(authMethodId))),
    tags,
    counts: _count,
  }));
  return { items, matching, total };
}

/** One CRM with its objects and fields. */
export async function readCrm(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'crm.access');
  const crm = found(
    await ctx.db.crm.findUnique({
      where: { id },
      include: {
        objects: { orderBy: { position: 'asc' }, include: { fields: { orderBy: { position: 'asc' } } } },
        _count: { select: { scenarios: true, rules: true, profiles: true } },
      },
    }),
  );
  return {
    id: crm.id,
    name: crm.name,
    reference: crm.reference,
    type: crm.type,
    version: crm.version,
    updatedAt: crm.updatedAt,
    authMethod: summariseMethod(await loadMethod(ctx, ctx.db, crm.authMethodId)),
    counts: crm._count,
    objects: crm.objects.map(({ id: objectId, name, apiName, newRecordOwner, version, fields }) => ({
      id: objectId,
      name,
      apiName,
      newRecordOwner,
      version,
      fields: fields.map((field) => ({
        id: field.id,
        name: field.name,
        apiName: field.apiName,
        type: field.type,
        required: field.required,
        readOnly: field.readOnly,
        options: listOptionsSchema.safeParse(field.options).data ?? [],
        version: field.version,
      })),
    })),
  };
}

/** Methods to filter the list by. Names only, so access to methods isn't required. */
export async function listUsedMethods(ctx: Ctx) {
  authorise(ctx, 'crm.access');
  return ctx.db.authMethod.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } });
}

/** The references in use, so that the form can suggest a free one. */
export async function listReferences(ctx: Ctx): Promise<string[]> {
  authorise(ctx, 'crm.access');
  const rows = await ctx.db.crm.findMany({ select: { reference: true } });
  return rows.map(({ reference }) => reference);
}

/** Methods that a CRM of this type can use, enabled ones first. */
export async function listMethodChoices(ctx: Ctx, { provider }: { provider: string }) {
  authorise(ctx, 'crm.access');
  return listMethodSummaries(ctx, { provider });
}

export async function listCrmDependencies(
  ctx: Ctx,
  what: { crmId: string } | { objectId: string } | { fieldId: string },
): Promise<Dependent[]> {
  authorise(ctx, 'crm.access');
  if ('crmId' in what) {
    await requireCrm(ctx, what.crmId);
    return listCrmDependents(ctx.db, what.crmId);
  }
  if ('objectId' in what) {
    return listObjectDependents(
      ctx.db,
      found(await ctx.db.crmObject.findUnique({ where: { id: what.objectId }, select: { id: true, crmId: true } })),
    );
  }
  const field = found(
    await ctx.db.crmField.findUnique({
      where: { id: what.fieldId },
      select: { id: true, objectId: true, object: { select: { crmId: true } } },
    }),
  );
  return listFieldDependents(ctx.db, { id: field.id, objectId: field.objectId, crmId: field.object.crmId });
}

/** The CRM's objects with the account's labels for their values. */
export async function listDecidingObjects(ctx: Ctx, { crmId }: { crmId: string }) {
  authorise(ctx, 'crm.access');
  return loadObjects(ctx.db, [crmId]);
}
