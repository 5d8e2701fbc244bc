import { z } from 'zod';
import { propertyValuesSchema, readBody } from '../body';
import { created, noContent, ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { invalid, notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { flagParam } from '../query';
import { requireAll, requireAny } from '../scopes';
import { pipelineProperties } from '../state/pipelines';
import type { Pipeline, PipelineStage } from '../state/pipelines';
import { isoInstant } from '../../instant';

export const stageInputSchema = z.object({
  label: z.string().min(1),
  displayOrder: z.number().int(),
  metadata: propertyValuesSchema.nullish().transform((metadata) => metadata ?? {}),
});
const pipelineInputSchema = z.object({
  label: z.string().min(1),
  displayOrder: z.number().int(),
  stages: z.array(stageInputSchema),
});

/** https://developers.hubspot.com/docs/guides/api/crm/pipelines */
export function listPipelines(call: Call, type: ObjectType): SandboxResponse {
  requireAll(call, type.readScopes);
  return ok({
    results: live(call, type)
      .toSorted((a, b) => a.displayOrder - b.displayOrder)
      .map(present),
  });
}

export function readPipeline(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAll(call, type.readScopes);
  return ok(present(requirePipeline(call, type, id)));
}

export function createPipeline(call: Call, type: ObjectType): SandboxResponse {
  requireAny(call, type.schemaScopes);
  requirePipelined(type);
  const body = readBody(call.request, pipelineInputSchema);
  refuseLabel(call, type, body.label, null);
  const id = call.state.nextId;
  const pipeline: Pipeline = {
    id: String(id),
    label: body.label,
    displayOrder: body.displayOrder,
    ...times(call),
    archived: false,
    stages: body.stages.map((stage, index) => newStage(call, type, String(id + 1 + index), stage)),
  };
  commitPipeline(call, type, pipeline);
  return created(present(pipeline));
}

export function replacePipeline(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const body = readBody(call.request, pipelineInputSchema);
  const before = requirePipeline(call, type, id);
  refuseLabel(call, type, body.label, id);
  // The previous stages are removed.
  if (isGuarded(call)) refuseUsed(call, type, 'pipeline', id);
  const stages = body.stages.map((stage, index) => newStage(call, type, String(call.state.nextId + index), stage));
  return putPipeline(call, type, { ...before, label: body.label, displayOrder: body.displayOrder, stages });
}

export function updatePipeline(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const body = readBody(
    call.request,
    z.object({
      label: z.string().min(1).optional(),
      displayOrder: z.number().int().optional(),
      archived: z.boolean().optional(),
    }),
  );
  const before = requirePipeline(call, type, id);
  if (body.label !== undefined) refuseLabel(call, type, body.label, id);
  return putPipeline(call, type, {
    ...before,
    label: body.label ?? before.label,
    displayOrder: body.displayOrder ?? before.displayOrder,
    archived: body.archived ?? before.archived,
  });
}

export function archivePipeline(call: Call, type: ObjectType, id: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const pipeline = requirePipeline(call, type, id);
  if (isGuarded(call)) refuseUsed(call, type, 'pipeline', id);
  commitPipeline(call, type, { ...pipeline, archived: true, archivedAt: isoInstant(call.request.now) });
  return noContent();
}

export function commitPipeline(call: Call, type: ObjectType, pipeline: Pipeline): void {
  call.commit('crm.pipeline.put', { objectTypeId: type.id, pipeline, userId: call.caller.userId });
}

export function requirePipeline(call: Call, type: ObjectType, id: string): Pipeline {
  const pipeline = live(call, type).find((candidate) => candidate.id === id);
  if (!pipeline) throw notFound(`Pipeline ${id} does not exist for ${type.plural}`);
  return pipeline;
}

export function newStage(
  call: Call,
  type: ObjectType,
  id: string,
  input: z.infer<typeof stageInputSchema>,
): PipelineStage {
  return {
    id,
    label: input.label,
    displayOrder: input.displayOrder,
    metadata: completeMetadata(type, input.metadata),
    ...times(call),
    archived: false,
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
  };
}

export function refuseUsed(call: Call, type: ObjectType, what: 'pipeline' | 'stage', id: string): void {
  const property = pipelineProperties[type.id]?.[what];
  if (property === undefined) return;
  const store = call.state.store(type.id);
  for (const recordId of store.ids()) {
    if (store.isLive(recordId) && store.value(recordId, property) === id) {
      throw invalid(`Records still use ${what} ${id}`, {
        subCategory: `PipelineError.${what.toUpperCase()}_ID_IN_USE`,
        context: { objectIds: [recordId] },
      });
    }
  }
}

/** Derives whether a stage is closed from its metadata. */
export function completeMetadata(type: ObjectType, metadata: Record<string, string>): Record<string, string> {
  if (type.id === '0-5') {
    const ticketState = metadata['ticketState'] ?? 'OPEN';
    if (!['OPEN', 'CLOSED'].includes(ticketState))
      throw invalid(`${ticketState} is not a ticketState`, { context: { metadata: ['ticketState'] } });
    return { ...metadata, ticketState, isClosed: String(ticketState === 'CLOSED') };
  }
  if (type.id !== '0-3') return metadata;
  const probability = Number(metadata['probability'] || Number.NaN);
  if (!(probability >= 0 && probability <= 1))
    throw invalid('The metadata of a deal stage needs a probability between 0 and 1', {
      context: { metadata: ['probability'] },
    });
  return { ...metadata, isClosed: metadata['isClosed'] ?? String(probability === 0 || probability === 1) };
}

function isGuarded(call: Call): boolean {
  return (
    flagParam(call.request.query, 'validateReferencesBeforeDelete') ||
    flagParam(call.request.query, 'validateDealStageUsagesBeforeDelete')
  );
}

function putPipeline(call: Call, type: ObjectType, pipeline: Pipeline): SandboxResponse {
  const updated = { ...pipeline, updatedAt: isoInstant(call.request.now) };
  commitPipeline(call, type, updated);
  return ok(present(updated));
}

function live(call: Call, type: ObjectType): Pipeline[] {
  return call.state.pipelinesOf(type.id).filter((pipeline) => !pipeline.archived);
}

function present(pipeline: Pipeline): Pipeline {
  return {
    ...pipeline,
    stages: pipeline.stages.filter((stage) => !stage.archived).toSorted((a, b) => a.displayOrder - b.displayOrder),
  };
}

function refuseLabel(call: Call, type: ObjectType, label: string, ownId: string | null): void {
  if (live(call, type).some((pipeline) => pipeline.label === label && pipeline.id !== ownId)) {
    throw invalid(`A pipeline labelled "${label}" already exists`, { subCategory: 'PipelineError.DUPLICATE_LABEL' });
  }
}

function requirePipelined(type: ObjectType): void {
  if (!pipelineProperties[type.id] && !type.fullyQualifiedName) throw invalid(`${type.pluralLabel} have no pipelines`);
}

function times(call: Call): { createdAt: string; updatedAt: string } {
  const at = isoInstant(call.request.now);
  return { createdAt: at, updatedAt: at };
}
