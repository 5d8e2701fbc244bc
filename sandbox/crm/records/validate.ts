import type { SandboxSettings } from '../../contract';
import { lifecycleStages } from '../catalog/contacts';
import { propertyAsSet } from '../catalog/as-set';
import type { PropertyDefinition } from '../catalog/define';
import { conflict, invalid } from '../failure';
import type { ApiFailure } from '../failure';
import type { ObjectType } from '../object-types';
import { pipelineProperties } from '../state/pipelines';
import type { PortalState } from '../state/portal-state';
import { checkAdminRules } from './admin-rules';
import { normalizeValue } from './values';

export interface WriteContext {
  state: PortalState;
  type: ObjectType;
  settings: SandboxSettings;
  enforcesAdminRules: boolean;
}

interface Problem {
  name: string;
  error: string;
  message: string;
}

/** Validates and normalises the values of a new record. Throws HubSpot's error. */
export function checkCreate(context: WriteContext, input: Record<string, string>): Record<string, string> {
  const { state, type } = context;
  const withDefaults = { ...defaultPipeline(state, type, input), ...input };
  const { values, problems } = normalizeAll(context, withDefaults, {}, 'refuse');
  if (problems.length > 0) throw propertyFailure(state, problems);
  const lacking = type.requiredProperties
    .filter((alternatives) => !alternatives.some((name) => values[name]))
    .map((alternatives) => alternatives[0] ?? '');
  if (lacking.length > 0) throw requiredFailure(type, lacking);
  checkUnique(context, values, null);
  return checkRules(context, values, values, true);
}

/** Validates the values of an update to `current`. An empty string removes a value. */
export function checkUpdate(
  context: WriteContext,
  id: string,
  current: Record<string, string>,
  input: Record<string, string>,
): Record<string, string> {
  const unwritable = context.settings.text('crm.updateOfUnwritableProperty') === 'refuse' ? 'refuse' : 'ignore';
  const { values, problems } = normalizeAll(context, input, current, unwritable);
  if (problems.length > 0) throw propertyFailure(context.state, problems);
  checkUnique(context, values, id);
  return checkRules(context, values, { ...current, ...values }, false);
}

function checkRules(
  context: WriteContext,
  values: Record<string, string>,
  result: Record<string, string>,
  isCreate: boolean,
): Record<string, string> {
  if (context.enforcesAdminRules) {
    const failure = checkAdminRules(context.type, result, isCreate, context.settings);
    if (failure) throw failure;
  }
  return values;
}

function normalizeAll(
  context: WriteContext,
  input: Record<string, string>,
  current: Record<string, string>,
  unwritable: 'refuse' | 'ignore',
) {
  const { state, type } = context;
  const values: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries(input)) {
    const defined = state.catalog(type.id).find(name);
    const property = defined && propertyAsSet(defined, context.settings);
    if (!property || property.modificationMetadata.readOnlyValue) {
      if (unwritable === 'refuse') problems.push(property ? readOnly(name) : unknown(name));
      continue;
    }
    const result = normalizeValue(property, text);
    if (!result.ok) problems.push({ name, error: result.error, message: result.message });
    else if (!movesBackward(name, result.value, current[name]))
      values[name] = addsTo(property, text) ? joined(current[name], result.value) : result.value;
  }
  problems.push(...referenceProblems(context, values, current));
  return { values, problems };
}

/**
 * A leading semicolon adds to the chosen options instead of replacing them.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide
 */
function addsTo({ type, fieldType }: PropertyDefinition, text: string): boolean {
  return type === 'enumeration' && fieldType === 'checkbox' && text.startsWith(';');
}

function joined(before: string | undefined, more: string): string {
  return [...new Set(`${before ?? ''};${more}`.split(';').filter(Boolean))].join(';');
}

/** HubSpot silently ignores an earlier stage. */
function movesBackward(name: string, next: string, current: string | undefined): boolean {
  if (name !== 'lifecyclestage' || !current || next === '') return false;
  const order = Object.keys(lifecycleStages);
  return order.indexOf(next) >= 0 && order.indexOf(next) < order.indexOf(current);
}

/** Values that refer to the portal's owners, pipelines or stages. */
function referenceProblems(
  { state, type }: WriteContext,
  values: Record<string, string>,
  current: Record<string, string>,
): Problem[] {
  const problems: Problem[] = [];
  const owner = values['hubspot_owner_id'];
  if (owner && !state.owners.some((candidate) => candidate.id === owner)) {
    problems.push({
      name: 'hubspot_owner_id',
      error: 'INVALID_OWNER_ID',
      message: `Owner with id ${owner} does not exist`,
    });
  }
  const names = pipelineProperties[type.id];
  if (!names) return problems;
  const pipelines = state.pipelinesOf(type.id).filter((pipeline) => !pipeline.archived);
  const pipelineId = values[names.pipeline] ?? current[names.pipeline];
  const pipeline = pipelines.find((candidate) => candidate.id === pipelineId);
  if (values[names.pipeline] && !pipeline) {
    problems.push(
      option(
        names.pipeline,
        pipelineId ?? '',
        pipelines.map((candidate) => candidate.id),
      ),
    );
  }
  const stageId = values[names.stage];
  const stages = (pipeline ? [pipeline] : pipelines).flatMap((candidate) =>
    candidate.stages.filter((stage) => !stage.archived),
  );
  if (stageId && !stages.some((stage) => stage.id === stageId)) {
    problems.push(
      option(
        names.stage,
        stageId,
        stages.map((stage) => stage.id),
      ),
    );
  }
  return problems;
}

function defaultPipeline(state: PortalState, type: ObjectType, input: Record<string, string>): Record<string, string> {
  const names = pipelineProperties[type.id];
  const first = names && state.pipelinesOf(type.id).find((pipeline) => !pipeline.archived);
  return names && first && !input[names.pipeline] ? { [names.pipeline]: first.id } : {};
}

function checkUnique({ state, type }: WriteContext, values: Record<string, string>, id: string | null): void {
  for (const name of state.catalog(type.id).uniqueNames()) {
    const value = values[name];
    if (!value) continue;
    const holder = state.store(type.id).findUnique(name, value);
    if (!holder || holder === id) continue;
    throw name === 'email'
      ? conflict(`${type.singularLabel} already exists. Existing ID: ${holder}`)
      : invalid(
          `Property values were not valid: ${problemsText(state, [duplicate(name, value, holder)])}`,
          problemErrors([duplicate(name, value, holder)]),
        );
  }
}

function propertyFailure(state: PortalState, problems: Problem[]): ApiFailure {
  return invalid(`Property values were not valid: ${problemsText(state, problems)}`, problemErrors(problems));
}

/** HubSpot puts JSON text inside the message. https://developers.hubspot.com/docs/api-reference/error-handling */
function problemsText(state: PortalState, problems: Problem[]): string {
  return JSON.stringify(
    problems.map(({ name, error, message }) => ({
      isValid: false,
      message,
      error,
      name,
      localizedErrorMessage: message,
      portalId: state.portal.portalId,
    })),
  );
}

function problemErrors(problems: Problem[]) {
  return {
    errors: problems.map(({ name, error, message }) => ({ message, code: error, context: { propertyName: [name] } })),
  };
}

function requiredFailure(type: ObjectType, names: string[]): ApiFailure {
  return invalid(`Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`, {
    context: { properties: [`[${names.join(', ')}]`] },
    errors: names.map((name) => ({
      message: `Property "${name}" is required`,
      code: 'REQUIRED_PROPERTY',
      context: { propertyName: [name] },
    })),
  });
}

function unknown(name: string): Problem {
  return { name, error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
}

function readOnly(name: string): Problem {
  return { name, error: 'READ_ONLY_VALUE', message: `"${name}" is a read only property; its value cannot be set.` };
}

function option(name: string, value: string, allowed: string[]): Problem {
  return {
    name,
    error: 'INVALID_OPTION',
    message: `${value} was not one of the allowed options: [${allowed.join(', ')}]`,
  };
}

function duplicate(name: string, value: string, holder: string): Problem {
  return {
    name,
    error: 'CONFLICTING_UNIQUE_VALUE',
    message: `A record with the value "${value}" for "${name}" already exists: ${holder}`,
  };
}
