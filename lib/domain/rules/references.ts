import type { MessageRef } from '../base/app-error';
import type { RuleDefinition } from '../assignment/rule';
import type { FieldModel, ObjectModel } from '../crm/crm';
import { isSearchableBy } from '../crm/field-types';
import type { Mapping } from '../interaction/data';
import type { ScenarioDefinition } from '../screen-pop/scenario';
import type { ValidationKey } from '../base/message-keys';

/** Form errors by path. Empty if every referenced object and field exists and has a suitable type. */
export type Problems = Record<string, MessageRef>;

/** What a schema cannot know: whether ids belong to this CRM, and whether a field can be searched that way. */
export function scenarioProblems(definition: ScenarioDefinition, objects: readonly ObjectModel[]): Problems {
  const model = new Model(objects);
  definition.steps.forEach((step, index) => {
    const at = `steps.${index}`;
    const object = model.object(`${at}.objectId`, step.objectId);
    if (!object) return;
    step.conditions.forEach((condition, number) => {
      const here = `${at}.conditions.${number}`;
      if (condition.kind === 'field_equals') {
        model.field(`${here}.fieldId`, object, condition.fieldId);
        return;
      }
      const { kind, fieldIds } = condition;
      fieldIds.forEach((fieldId, position) => {
        const field = model.field(`${here}.fieldIds.${position}`, object, fieldId);
        if (field && !isSearchableBy(field.type, kind))
          model.say(`${here}.fieldIds.${position}`, 'field_not_searchable_so');
      });
    });
    step.distinguishBy.forEach((fieldId, position) => model.field(`${at}.distinguishBy.${position}`, object, fieldId));
  });
  for (const outcome of ['none', 'withheld'] as const) {
    const chosen = definition.outcomes[outcome];
    if (chosen.action !== 'create_form') continue;
    const object = model.object(`outcomes.${outcome}.objectId`, chosen.objectId);
    if (object) model.mapping(`outcomes.${outcome}.prefill`, object, chosen.prefill);
  }
  return model.problems;
}

export function ruleProblems(definition: RuleDefinition, objects: readonly ObjectModel[]): Problems {
  const model = new Model(objects);
  if (definition.card.kind === 'object') model.object('card.objectId', definition.card.objectId);
  const { action } = definition;
  if (action.kind === 'attach') return model.problems;
  const object = model.object('action.objectId', action.objectId);
  if (object) model.mapping('action.mapping', object, action.mapping);
  action.associations.forEach((association, index) => {
    const at = `action.associations.${index}`;
    const target = model.object(`${at}.objectId`, association.objectId);
    if (target && association.unless) model.field(`${at}.unless.fieldId`, target, association.unless.fieldId);
  });
  return model.problems;
}

class Model {
  readonly problems: Problems = {};
  constructor(private readonly objects: readonly ObjectModel[]) {}

  say(path: string, key: ValidationKey): void {
    this.problems[path] ??= { key };
  }

  object(path: string, id: string): ObjectModel | null {
    const object = this.objects.find((candidate) => candidate.id === id) ?? null;
    if (!object) this.say(path, 'object_gone');
    return object;
  }

  field(path: string, object: ObjectModel, id: string): FieldModel | null {
    const field = object.fields.find((candidate) => candidate.id === id) ?? null;
    if (!field) this.say(path, 'field_gone');
    return field;
  }

  mapping(path: string, object: ObjectModel, mapping: Mapping): void {
    mapping.forEach((entry, index) => {
      const field = this.field(`${path}.${index}.fieldId`, object, entry.fieldId);
      if (field?.readOnly) this.say(`${path}.${index}.fieldId`, 'field_read_only');
    });
  }
}
