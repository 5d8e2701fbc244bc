import { readBody } from '../body';
import { created, noContent, ok } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { notFound } from '../failure';
import type { ObjectType } from '../object-types';
import { requireAll, requireAny } from '../scopes';
import type { Pipeline, PipelineStage } from '../state/pipelines';
import { commitPipeline, completeMetadata, newStage, refuseUsed, requirePipeline, stageInputSchema } from './pipelines';
import { isoInstant } from '../../instant';

export function listStages(call: Call, type: ObjectType, pipelineId: string): SandboxResponse {
  requireAll(call, type.readScopes);
  const stages = requirePipeline(call, type, pipelineId).stages.filter((stage) => !stage.archived);
  return ok({ results: stages.toSorted((a, b) => a.displayOrder - b.displayOrder) });
}

export function readStage(call: Call, type: ObjectType, pipelineId: string, stageId: string): SandboxResponse {
  requireAll(call, type.readScopes);
  return ok(requireStage(requirePipeline(call, type, pipelineId), stageId));
}

export function createStage(call: Call, type: ObjectType, pipelineId: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const pipeline = requirePipeline(call, type, pipelineId);
  const stage = newStage(call, type, String(call.state.nextId), readBody(call.request, stageInputSchema));
  commitPipeline(call, type, { ...pipeline, stages: [...pipeline.stages, stage] });
  return created(stage);
}

export function replaceStage(call: Call, type: ObjectType, pipelineId: string, stageId: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const before = requireStage(requirePipeline(call, type, pipelineId), stageId);
  const stage = newStage(call, type, stageId, readBody(call.request, stageInputSchema));
  return putStage(call, type, pipelineId, { ...stage, createdAt: before.createdAt });
}

export function updateStage(call: Call, type: ObjectType, pipelineId: string, stageId: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const body = readBody(call.request, stageInputSchema.partial());
  const before = requireStage(requirePipeline(call, type, pipelineId), stageId);
  return putStage(call, type, pipelineId, {
    ...before,
    label: body.label ?? before.label,
    displayOrder: body.displayOrder ?? before.displayOrder,
    metadata: completeMetadata(type, {
      ...(body.metadata?.['probability'] === undefined ? before.metadata : {}),
      ...body.metadata,
    }),
    updatedAt: isoInstant(call.request.now),
  });
}

export function archiveStage(call: Call, type: ObjectType, pipelineId: string, stageId: string): SandboxResponse {
  requireAny(call, type.schemaScopes);
  const stage = requireStage(requirePipeline(call, type, pipelineId), stageId);
  refuseUsed(call, type, 'stage', stageId);
  putStage(call, type, pipelineId, { ...stage, archived: true, archivedAt: isoInstant(call.request.now) });
  return noContent();
}

/** Changes since the seed, newest first. */
export function readAudit(call: Call, type: ObjectType, identifier: string): SandboxResponse {
  requireAll(call, type.readScopes);
  // The official client leaves the pipeline's id out of a stage's path, so only the last id counts.
  const audits = call.state.pipelineAudits.filter(
    (audit) => audit.objectTypeId === type.id && audit.identifier === identifier,
  );
  return ok({
    results: audits.toReversed().map(({ action, at, userId, value }) => ({
      portalId: call.state.portal.portalId,
      identifier,
      action,
      timestamp: isoInstant(at),
      message: `${action} ${value.label}`,
      rawObject: value,
      ...(userId === null ? {} : { fromUserId: userId }),
    })),
  });
}

function putStage(call: Call, type: ObjectType, pipelineId: string, stage: PipelineStage): SandboxResponse {
  const pipeline = requirePipeline(call, type, pipelineId);
  commitPipeline(call, type, {
    ...pipeline,
    stages: pipeline.stages.map((other) => (other.id === stage.id ? stage : other)),
  });
  return ok(stage);
}

function requireStage(pipeline: Pipeline, stageId: string): PipelineStage {
  const stage = pipeline.stages.find((candidate) => candidate.id === stageId && !candidate.archived);
  if (!stage) throw notFound(`Stage ${stageId} does not exist in pipeline ${pipeline.id}`);
  return stage;
}
