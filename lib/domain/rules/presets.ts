import type { ProviderMessageKey } from '../base/message-keys';
import type { AssociationChoice, CardCondition, RuleDefinition } from '../assignment/rule';
import type { ObjectModel } from '../crm/crm';
import { identityFields, type IdentityCondition } from '../crm/field-types';
import type { Channel, Direction } from '../interaction/interaction';
import type { FieldSource, MappingEntry } from '../interaction/data';
import type { Moment, ScenarioDefinition, ScreenPopStep } from '../screen-pop/scenario';

/**
 * Starting points a provider offers, in its own names of objects and properties. Applied to what an administrator has
 * configured they become an ordinary definition, to be looked at and changed before it is saved.
 */
export interface RulePreset {
  /** Below the provider's own namespace. */
  nameKey: ProviderMessageKey;
  channels: readonly Channel[];
  directions: readonly Direction[];
  card: Exclude<CardCondition, { kind: 'object' }>;
  /** The record that is written. */
  objectApiName: string;
  mapping: readonly { property: string; source: FieldSource }[];
  associations: readonly { objectApiName: string; find: AssociationChoice['find'] }[];
  /** Whose record it is. */
  owner: 'agent';
}

export interface ScenarioPreset {
  nameKey: ProviderMessageKey;
  channels: readonly Channel[];
  directions: readonly Direction[];
  moment: Moment;
  /** Each searches all fields of the object that its condition can search. */
  steps: readonly { objectApiName: string; by: 'phone_is' | 'email_is'; distinguishBy: readonly string[] }[];
  /** Offered with the number or address filled in when nobody is found. */
  create: { objectApiName: string } | null;
}

/** `missing`: names of objects and properties that are not configured; the definition does without them. */
export type Applied<D> = { definition: D; missing: string[] } | { definition: null; missing: string[] };

export function applyRulePreset(preset: RulePreset, objects: readonly ObjectModel[]): Applied<RuleDefinition> {
  const object = objectNamed(objects, preset.objectApiName);
  if (!object) return { definition: null, missing: [preset.objectApiName] };
  const missing: string[] = [];
  const mapping: MappingEntry[] = preset.mapping.flatMap(({ property, source }) => {
    const field = object.fields.find(({ apiName, readOnly }) => apiName === property && !readOnly);
    if (field) return [{ fieldId: field.id, source }];
    missing.push(`${preset.objectApiName}.${property}`);
    return [];
  });
  if (mapping.length === 0) return { definition: null, missing };
  const associations: AssociationChoice[] = preset.associations.flatMap(({ objectApiName, find }) => {
    const target = objectNamed(objects, objectApiName);
    if (target) return [{ objectId: target.id, find }];
    missing.push(objectApiName);
    return [];
  });
  return {
    definition: {
      channels: [...preset.channels],
      directions: [...preset.directions],
      queues: [],
      card: preset.card,
      action: { kind: 'create', objectId: object.id, mapping, associations, owner: preset.owner },
    },
    missing,
  };
}

export function applyScenarioPreset(
  preset: ScenarioPreset,
  objects: readonly ObjectModel[],
): Applied<ScenarioDefinition> {
  const missing: string[] = [];
  const steps: ScreenPopStep[] = preset.steps.flatMap(({ objectApiName, by, distinguishBy }) => {
    const object = objectNamed(objects, objectApiName);
    const condition = startIdentityCondition(by, object);
    if (!object || condition.fieldIds.length === 0) {
      missing.push(objectApiName);
      return [];
    }
    const shown = distinguishBy
      .flatMap((property) => object.fields.find(({ apiName }) => apiName === property)?.id ?? [])
      .slice(0, 2);
    return [{ objectId: object.id, conditions: [condition], distinguishBy: shown }];
  });
  if (steps.length === 0) return { definition: null, missing };
  const created = preset.create ? objectNamed(objects, preset.create.objectApiName) : undefined;
  return {
    definition: {
      channels: [...preset.channels],
      directions: [...preset.directions],
      moment: preset.moment,
      steps,
      outcomes: {
        none: created
          ? { action: 'create_form', objectId: created.id, prefill: prefillOf(created) }
          : { action: 'search' },
        one: { action: 'open_card' },
        several: { action: 'chooser' },
        withheld: { action: 'search' },
      },
    },
    missing,
  };
}

const IDENTITIES = { phone_is: 'phone', email_is: 'email', handle_is: null } as const;

/** A condition on the fields made for what it looks for. A handle has none: the administrator picks them. */
export function startIdentityCondition<K extends IdentityCondition>(
  kind: K,
  object: Pick<ObjectModel, 'fields'> | undefined,
): { kind: K; fieldIds: string[] } {
  const identity = IDENTITIES[kind];
  const fields = identity && object ? identityFields(object.fields, identity) : [];
  return { kind, fieldIds: fields.slice(0, 5).map(({ id }) => id) };
}

/** The number into the first phone field, the address into the first email field. */
export function prefillOf(object: ObjectModel | undefined): MappingEntry[] {
  const into = (identity: 'phone' | 'email', key: 'customerNumber' | 'customerEmail'): MappingEntry[] => {
    const field = identityFields(object?.fields ?? [], identity).find(({ readOnly }) => !readOnly);
    return field ? [{ fieldId: field.id, source: { kind: 'data', key, table: [] } }] : [];
  };
  return [...into('phone', 'customerNumber'), ...into('email', 'customerEmail')];
}

function objectNamed(objects: readonly ObjectModel[], apiName: string): ObjectModel | undefined {
  return objects.find((object) => object.apiName === apiName);
}
