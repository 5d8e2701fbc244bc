import { z } from 'zod';
import type { SandboxSettings } from '../../contract';
import { idSchema } from '../body';
import { invalid } from '../failure';
import type { ObjectType } from '../object-types';
import type { ObjectRef } from '../state/association-store';
import type { PortalState } from '../state/portal-state';
import type { AssociationType } from '../state/association-type';

export const associationSpecSchema = z.object({
  associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED', 'WORK']),
  associationTypeId: z.coerce.number().int(),
});
export type AssociationSpec = z.infer<typeof associationSpecSchema>;

/** The records to link a new record to. The type id determines the object. */
export const inlineAssociationSchema = z.object({
  to: z.object({ id: idSchema }),
  types: z.array(associationSpecSchema).min(1),
});
export type InlineAssociation = z.infer<typeof inlineAssociationSchema>;

export interface LinkPlan {
  typeIds: number[];
  /** Links to replace: the previous primary company. */
  replaced: { from: ObjectRef; to: ObjectRef; typeIds: number[] }[];
}

const company = '0-2';

/** The types that a link gets: a label adds the unlabelled type, and a record has only one primary company. */
export function planLink(
  state: PortalState,
  settings: SandboxSettings,
  from: ObjectRef,
  to: ObjectRef,
  types: AssociationType[],
): LinkPlan {
  const typeIds = new Set(types.map((type) => type.typeId));
  const plain = state.associationTypes.defaultBetween(from.objectTypeId, to.objectTypeId);
  if (plain) typeIds.add(plain.typeId);

  const primary = state.associationTypes.primaryBetween(from.objectTypeId, to.objectTypeId);
  if (!primary) return { typeIds: [...typeIds], replaced: [] };
  const [member, employer, memberTypeId] =
    to.objectTypeId === company ? [from, to, primary.typeId] : [to, from, primary.inverseId];
  const holder = state.associations.listFrom(member, company).find((link) => link.typeIds.includes(memberTypeId));
  if (!holder && settings.flag('crm.firstCompanyBecomesPrimary')) typeIds.add(primary.typeId);
  const isReplaced = holder && holder.id !== employer.id && typeIds.has(primary.typeId);
  return {
    typeIds: [...typeIds],
    replaced: isReplaced
      ? [{ from: member, to: { objectTypeId: company, id: holder.id }, typeIds: [memberTypeId] }]
      : [],
  };
}

/** Checks the associations of a new record before writing anything. */
export function resolveInline(
  state: PortalState,
  type: ObjectType,
  associations: InlineAssociation[],
): { to: ObjectRef; types: AssociationType[] }[] {
  return associations.map(({ to, types }) => {
    const resolved = types.map((spec) => {
      const found = state
        .types()
        .map((other) => state.associationTypes.find(type.id, other.id, spec.associationTypeId))
        .find((candidate) => candidate !== null && candidate?.category === spec.associationCategory);
      if (!found) throw noSuchType(type, spec);
      return found;
    });
    const [first] = resolved;
    if (!first || resolved.some((other) => other.toObjectTypeId !== first.toObjectTypeId)) {
      throw invalid('All association types of one association must lead to the same object type');
    }
    const ref = { objectTypeId: first.toObjectTypeId, id: to.id };
    requireLive(state, ref, type);
    return { to: ref, types: resolved };
  });
}

export function noSuchType(type: ObjectType, spec: AssociationSpec) {
  const text = `${spec.associationCategory} association type ${spec.associationTypeId}`;
  return invalid(`One or more association types are not valid: ${text} does not exist from ${type.singular}`, {
    subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
    context: { type: [String(spec.associationTypeId)] },
  });
}

export function requireLive(state: PortalState, ref: ObjectRef, from?: ObjectType): void {
  if (state.store(ref.objectTypeId).isLive(ref.id)) return;
  const name = (state.findType(ref.objectTypeId)?.singular ?? ref.objectTypeId).toUpperCase();
  throw invalid(
    `One or more associations are not valid${from ? ` from ${from.singular}` : ''}: ${name}=${ref.id} is not valid`,
    {
      subCategory: 'crm.associations.INVALID_OBJECT_IDS',
      context: { INVALID_OBJECT_IDS: [`${name}=${ref.id}`] },
    },
  );
}
