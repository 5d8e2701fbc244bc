import type { Pipeline, PipelineAudit, PipelineStage } from '../state/pipelines';
import type { PortalState } from '../state/portal-state';
import type { CrmEffectData } from '../state/schemas';

/** Replaces a pipeline and records what changed. */
export function applyPipeline(
  state: PortalState,
  { objectTypeId, pipeline, userId }: CrmEffectData<'crm.pipeline.put'>,
  at: number,
): void {
  const all = state.pipelinesOf(objectTypeId);
  const before = all.find((other) => other.id === pipeline.id);
  const audit = (value: Pipeline | PipelineStage, former: Pipeline | PipelineStage | undefined) => {
    if (former && JSON.stringify(former) === JSON.stringify(value)) return;
    state.pipelineAudits.push({
      objectTypeId,
      identifier: value.id,
      action: actionOf(value, former),
      at,
      userId,
      value,
    });
  };
  audit(pipeline, before);
  for (const stage of pipeline.stages)
    audit(
      stage,
      before?.stages.find((other) => other.id === stage.id),
    );

  state.pipelines.set(
    objectTypeId,
    before ? all.map((other) => (other.id === pipeline.id ? pipeline : other)) : [...all, pipeline],
  );
  // This counter provided its id and those of its stages.
  state.nextId += 1 + pipeline.stages.length;
}

function actionOf(value: { archived: boolean }, former: { archived: boolean } | undefined): PipelineAudit['action'] {
  if (!former) return 'CREATE';
  return value.archived && !former.archived ? 'DELETE' : 'UPDATE';
}
