import { z } from 'zod';
import { idSchema, readBody } from '../body';
import { noContent } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { ApiFailure } from '../failure';
import type { ObjectType } from '../object-types';
import { batchResponse } from '../records/batch-response';
import type { BatchError } from '../records/batch-response';
import { requireAll } from '../scopes';
import { associationSpecSchema, requireLive } from '../records/link-plan';
import { withoutLinks } from './present';
import { associationPage, linkByDefault, linkWithTypes, resolveTypes, unlinkAll } from './single';

const refSchema = z.object({ id: idSchema });

function inputsOf<T extends z.ZodType>(item: T, max: number) {
  return z.object({
    inputs: z.array(item).refine((items) => items.length <= max, {
      error: `The maximum number of inputs supported in this batch request is ${max}.`,
    }),
  });
}

export function batchReadAssociations(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.readScopes);
  const { inputs } = readBody(
    call.request,
    inputsOf(z.object({ id: idSchema, after: z.coerce.number().int().min(0).default(0) }), 1000),
  );
  const missing: string[] = [];
  const results = inputs.flatMap(({ id, after }) => {
    const page = call.state.store(from.id).isLive(id) ? associationPage(call, from, id, to, 500, after) : null;
    if (!page || page.results.length === 0) missing.push(id);
    return page && page.results.length > 0
      ? [{ from: { id }, to: page.results, ...(page.paging ? { paging: page.paging } : {}) }]
      : [];
  });
  return batchResponse(call, 200, results, withoutLinks(from, to, missing));
}

export function batchCreateAssociations(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.writeScopes);
  const item = z.object({ from: refSchema, to: refSchema, types: z.array(associationSpecSchema) });
  const { inputs } = readBody(call.request, inputsOf(item, 2000));
  for (const input of inputs) resolveTypes(call, from, to, input.types);
  const { results, errors } = eachLink(inputs, (input) => [
    linkWithTypes(call, from, input.from.id, to, input.to.id, input.types),
  ]);
  return batchResponse(call, 201, results, errors);
}

export function batchAssociateDefault(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.writeScopes);
  const { inputs } = readBody(call.request, inputsOf(z.object({ from: refSchema, to: refSchema }), 2000));
  for (const input of inputs) {
    requireLive(call.state, { objectTypeId: from.id, id: input.from.id });
    requireLive(call.state, { objectTypeId: to.id, id: input.to.id });
  }
  return batchResponse(
    call,
    200,
    inputs.flatMap((input) => linkByDefault(call, from, input.from.id, to, input.to.id)),
  );
}

export function batchArchiveAssociations(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.writeScopes);
  const { inputs } = readBody(call.request, inputsOf(z.object({ from: refSchema, to: z.array(refSchema) }), 2000));
  for (const input of inputs) {
    for (const target of input.to) unlinkAll(call, from, input.from.id, to, target.id);
  }
  return noContent();
}

/** Removes labels but keeps the unlabelled link. */
export function batchArchiveLabels(call: Call, from: ObjectType, to: ObjectType): SandboxResponse {
  requireAll(call, from.writeScopes);
  const item = z.object({ from: refSchema, to: refSchema, types: z.array(associationSpecSchema) });
  const { inputs } = readBody(call.request, inputsOf(item, 2000));
  for (const input of inputs) resolveTypes(call, from, to, input.types);
  for (const input of inputs) {
    const source = { objectTypeId: from.id, id: input.from.id };
    const target = { objectTypeId: to.id, id: input.to.id };
    const wanted = new Set(input.types.map((type) => type.associationTypeId));
    const typeIds = call.state.associations.typesBetween(source, target).filter((typeId) => wanted.has(typeId));
    if (typeIds.length > 0) call.commit('crm.association.remove', { from: source, to: target, typeIds });
  }
  return noContent();
}

/** Inputs with unknown records fail without failing the batch. */
function eachLink<T>(inputs: T[], link: (input: T) => unknown[]): { results: unknown[]; errors: BatchError[] } {
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    try {
      results.push(...link(input));
    } catch (failure) {
      if (!(failure instanceof ApiFailure)) throw failure;
      const { subCategory, context } = failure.extras;
      errors.push({
        status: 'error',
        category: failure.category,
        message: failure.message,
        ...(subCategory ? { subCategory } : {}),
        ...(context ? { context } : {}),
      });
    }
  }
  return { results, errors };
}
