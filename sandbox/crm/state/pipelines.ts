export interface PipelineStage {
  id: string;
  label: string;
  displayOrder: number;
  metadata: Record<string, string>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  archivedAt?: string;
  writePermissions: string;
}

export interface Pipeline {
  id: string;
  label: string;
  displayOrder: number;
  stages: PipelineStage[];
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  archivedAt?: string;
}

/** A change to a pipeline or one of its stages. */
export interface PipelineAudit {
  objectTypeId: string;
  /** Of the pipeline or of the stage. */
  identifier: string;
  action: 'CREATE' | 'UPDATE' | 'DELETE';
  at: number;
  userId: number | null;
  value: Pipeline | PipelineStage;
}

const builtInAt = '2020-06-30T15:57:37.247Z';

/** https://developers.hubspot.com/docs/guides/api/crm/pipelines */
export function defaultPipelines(): Map<string, Pipeline[]> {
  return new Map([
    [
      '0-5',
      [
        pipeline('0', 'Support Pipeline', [
          stage('1', 'New', 0, ticketState('OPEN')),
          stage('2', 'Waiting on contact', 1, ticketState('OPEN')),
          stage('3', 'Waiting on us', 2, ticketState('OPEN')),
          stage('4', 'Closed', 3, ticketState('CLOSED')),
        ]),
      ],
    ],
    [
      '0-3',
      [
        pipeline('default', 'Sales Pipeline', [
          stage('appointmentscheduled', 'Appointment Scheduled', 0, probability('0.2')),
          stage('qualifiedtobuy', 'Qualified To Buy', 1, probability('0.4')),
          stage('presentationscheduled', 'Presentation Scheduled', 2, probability('0.6')),
          stage('decisionmakerboughtin', 'Decision Maker Bought-In', 3, probability('0.8')),
          stage('contractsent', 'Contract Sent', 4, probability('0.9')),
          stage('closedwon', 'Closed Won', 5, probability('1.0', true)),
          stage('closedlost', 'Closed Lost', 6, probability('0.0', true)),
        ]),
      ],
    ],
  ]);
}

/** The record's pipeline and stage properties. */
export const pipelineProperties: Record<string, { pipeline: string; stage: string }> = {
  '0-3': { pipeline: 'pipeline', stage: 'dealstage' },
  '0-5': { pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage' },
};

function pipeline(id: string, label: string, stages: PipelineStage[]): Pipeline {
  return { id, label, displayOrder: 0, stages, createdAt: builtInAt, updatedAt: builtInAt, archived: false };
}

function stage(id: string, label: string, displayOrder: number, metadata: Record<string, string>): PipelineStage {
  return {
    id,
    label,
    displayOrder,
    metadata,
    createdAt: builtInAt,
    updatedAt: builtInAt,
    archived: false,
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
  };
}

function ticketState(state: 'OPEN' | 'CLOSED'): Record<string, string> {
  return { ticketState: state, isClosed: String(state === 'CLOSED') };
}

function probability(value: string, isClosed = false): Record<string, string> {
  return { isClosed: String(isClosed), probability: value };
}
