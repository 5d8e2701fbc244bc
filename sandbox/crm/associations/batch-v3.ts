import { z } from 'zod';
import { idSchema, readBody } from '../body';
import { noContent } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid } from '../failure';
import type { ObjectType } from '../object-types';
import { batchResponse } from '../records/batch-response';
import { commitLink } from '../records/write';
import { requireAll } from '../scopes';
import { requireLive } from '../records/link-plan';
import { withoutLinks } from './present';
import type { AssociationType } from '../state/association-type';

const refSchema = z.object({ id: idSchema });
const linksSchema = z.object({
  inputs: z.array(z.object({ from: refSchema, to: refSchema, type: z.string() })).max(2000),
});

/** The older API, which identifies a type by name instead of number. */
export function batchCreateV3(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.writeScopes);
  const { inputs } = readBody(call.request, linksSchema);
  const links = inputs.map((input) => ({ ...input, found: requireNamed(call, from, to, input.type) }));
  for (const link of links) {
    requireLive(call.state, { objectTypeId: from.id, id: link.from.id });
    requireLive(call.state, { objectTypeId: to.id, id: link.to.id });
  }
  for (const link of links)
    commitLink(call, { objectTypeId: from.id, id: link.from.id }, { objectTypeId: to.id, id: link.to.id }, [
      link.found,
    ]);
  return batchResponse(call, 201, inputs);
}

export function batchReadV3(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.readScopes);
  const { inputs } = readBody(call.request, z.object({ inputs: z.array(refSchema).max(1000) }));
  const store = call.state.store(to.id);
  const missing: string[] = [];
  const results = inputs.flatMap(({ id }) => {
    const isLive = call.state.store(from.id).isLive(id);
    const links = call.state.associations
      .listFrom({ objectTypeId: from.id, id }, to.id)
      .filter((link) => isLive && store.isLive(link.id));
    const targets = links.flatMap((link) =>
      link.typeIds.map((typeId) => ({
        id: link.id,
        type: call.state.associationTypes.find(from.id, to.id, typeId)?.name ?? String(typeId),
      })),
    );
    if (targets.length === 0) missing.push(id);
    return targets.length > 0 ? [{ from: { id }, to: targets }] : [];
  });
  return batchResponse(call, 200, results, withoutLinks(from, to, missing));
}

export function batchArchiveV3(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.writeScopes);
  const { inputs } = readBody(call.request, linksSchema);
  const links = inputs.map((input) => ({ ...input, found: requireNamed(call, from, to, input.type) }));
  for (const link of links) {
    const source = { objectTypeId: from.id, id: link.from.id };
    const target = { objectTypeId: to.id, id: link.to.id };
    if (call.state.associations.typesBetween(source, target).includes(link.found.typeId)) {
      call.commit('crm.association.remove', { from: source, to: target, typeIds: [link.found.typeId] });
    }
  }
  return noContent();
}

/** Finds a type by internal name or number. */
export function requireNamed(call: Call, from: ObjectType, to: ObjectType, name: string): AssociationType {
  const type = call.state.associationTypes
    .between(from.id, to.id)
    .find((candidate) => candidate.name === name || String(candidate.typeId) === name);
  if (!type)
    throw invalid(`${name} is not a valid association type between ${from.plural} and ${to.plural}`, {
      subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
    });
  return type;
}
