import type { InlineAssociation } from './link-plan';
import { planLink, resolveInline } from './link-plan';
import type { AssociationType } from '../state/association-type';
import type { Call } from '../call';
import { sourceOf } from '../call';
import type { ObjectType } from '../object-types';
import { enforcesAdminRules } from '../paths';
import type { ObjectRef } from '../state/association-store';
import type { StoredRecord } from '../state/record-source';
import { notFound } from '../failure';
import { checkCreate, checkUpdate } from './validate';
import type { WriteContext } from './validate';

export interface CreatePlan {
  values: Record<string, string>;
  links: { to: ObjectRef; types: AssociationType[] }[];
}

export interface UpdatePlan {
  id: string;
  values: Record<string, string>;
}

/** Performs all checks before the first write. */
export function planCreate(
  call: Call,
  type: ObjectType,
  properties: Record<string, string>,
  associations: InlineAssociation[],
): CreatePlan {
  const values = checkCreate(contextOf(call, type), properties);
  return { values, links: resolveInline(call.state, type, associations) };
}

export function planUpdate(
  call: Call,
  type: ObjectType,
  record: StoredRecord,
  properties: Record<string, string>,
): UpdatePlan {
  return { id: record.id, values: checkUpdate(contextOf(call, type), record.id, record.properties, properties) };
}

export function commitCreate(call: Call, type: ObjectType, plan: CreatePlan): StoredRecord {
  const id = String(call.state.nextId);
  const properties = Object.fromEntries(Object.entries(plan.values).filter(([, value]) => value !== ''));
  call.commit('crm.record.create', { objectTypeId: type.id, id, properties, source: sourceOf(call) });
  for (const { to, types } of plan.links) commitLink(call, { objectTypeId: type.id, id }, to, types);
  return written(call, type, id);
}

export function commitUpdate(call: Call, type: ObjectType, plan: UpdatePlan): StoredRecord {
  if (Object.keys(plan.values).length > 0) {
    call.commit('crm.record.update', {
      objectTypeId: type.id,
      id: plan.id,
      properties: plan.values,
      source: sourceOf(call),
    });
  }
  return written(call, type, plan.id);
}

export function commitLink(call: Call, from: ObjectRef, to: ObjectRef, types: AssociationType[]): void {
  const plan = planLink(call.state, call.settings, from, to, types);
  for (const replaced of plan.replaced) call.commit('crm.association.remove', replaced);
  const before = new Set(call.state.associations.typesBetween(from, to));
  const added = plan.typeIds.filter((typeId) => !before.has(typeId));
  if (added.length > 0) call.commit('crm.association.create', { from, to, typeIds: added });
}

function contextOf(call: Call, type: ObjectType): WriteContext {
  return {
    state: call.state,
    type,
    settings: call.settings,
    enforcesAdminRules: enforcesAdminRules(call.path.version),
  };
}

function written(call: Call, type: ObjectType, id: string): StoredRecord {
  const record = call.state.store(type.id).read(id);
  if (!record) throw notFound();
  return record;
}
