import { cutText } from '../base/cut-text';
import type { AssociationChoice, RuleDefinition } from '../assignment/rule';
import { MAX_FINDING_ID } from '../interaction/accepted-findings';
import type { ScenarioDefinition } from '../screen-pop/scenario';
import type { MessageRef } from '../base/app-error';
import type { ValidationKey } from '../base/message-keys';
import { instantOf } from '../crm/field-text';
import { encodeFieldValue, fitText } from '../crm/fields';
import { MAX_LIST_OPTIONS, type FieldModel, type ObjectModel } from '../crm/crm';
import type { PropertyFacts } from '../crm/property-facts';
import type { MappingEntry } from '../interaction/data';
import { possibleTexts, type PossibleText } from './possible-texts';

/**
 * What the account would refuse, ignore or lack in the records that a rule writes or that agents create from a scenario's
 * form, as far as that follows from its definitions. The same check runs while they are edited, when they are saved, and in
 * the list.
 */
export interface MappingFinding {
  /** The same finding has the same id each time, so that whoever insists names what they insist on. */
  id: string;
  /** Below the definition: the part of the form that mends it. */
  path: string;
  message: MessageRef;
}

export function checkMapping({ action }: RuleDefinition, objects: readonly ObjectModel[]): MappingFinding[] {
  if (action.kind === 'attach') return [];
  const object = objects.find(({ id }) => id === action.objectId);
  const links = action.associations.flatMap((choice, index) =>
    checkLink(choice, objects, `action.associations.${index}`),
  );
  if (!object) return links;
  if (object.account?.isAbsent)
    return [finding('object_absent', object.apiName, 'action.objectId', { object: object.name }), ...links];
  const findings = action.mapping.flatMap((entry, index) => {
    const field = object.fields.find(({ id }) => id === entry.fieldId);
    return field ? checkEntry(entry, field, object, `action.mapping.${index}`) : [];
  });
  return [...findings, ...(action.kind === 'create' ? missingOf(object, action) : []), ...links];
}

/** Objects about which the account is asked before a rule is checked: the one it writes, and those it links it with. */
export function objectsChecked({ action }: RuleDefinition): string[] {
  if (action.kind === 'attach') return [];
  return [...new Set([action.objectId, ...action.associations.map(({ objectId }) => objectId)])];
}

/** The create forms of a scenario. What they leave open an agent fills in; what they give wrongly an agent has to find. */
export function checkPrefills({ outcomes }: ScenarioDefinition, objects: readonly ObjectModel[]): MappingFinding[] {
  return (['none', 'withheld'] as const).flatMap((which) => {
    const outcome = outcomes[which];
    const object = outcome.action === 'create_form' ? objects.find(({ id }) => id === outcome.objectId) : undefined;
    if (outcome.action !== 'create_form' || !object) return [];
    const path = `outcomes.${which}`;
    const found = object.account?.isAbsent
      ? [finding('object_absent', object.apiName, `${path}.objectId`, { object: object.name })]
      : [
          ...outcome.prefill.flatMap((entry, index) => {
            const field = object.fields.find(({ id }) => id === entry.fieldId);
            return field ? checkEntry(entry, field, object, `${path}.prefill.${index}`) : [];
          }),
          ...neverFilled(object, `${path}.objectId`),
        ];
    // Insisting on one form says nothing about the other, nor about another object.
    return found.map((one) => ({ ...one, id: cutText(`${which}/${object.apiName}/${one.id}`, MAX_FINDING_ID) }));
  });
}

export function unaccepted(findings: readonly MappingFinding[], accepted: readonly string[]): MappingFinding[] {
  return findings.filter(({ id }) => !accepted.includes(id));
}

type Code = ValidationKey extends infer Key ? (Key extends `mapping_${infer Name}` ? Name : never) : never;

function finding(code: Code, about: string, path: string, params: NonNullable<MessageRef['params']>): MappingFinding {
  return { id: cutText(`${code}:${about}`, MAX_FINDING_ID), path, message: { key: `mapping_${code}`, params } };
}

function checkEntry(
  { source }: MappingEntry,
  field: FieldModel,
  { account }: ObjectModel,
  path: string,
): MappingFinding[] {
  const { apiName, facts } = field;
  const about = { field: field.name, property: apiName };
  if (account?.gone.includes(apiName)) return [finding('gone', apiName, `${path}.fieldId`, about)];
  if (facts?.isReadOnly) return [finding('read_only', apiName, `${path}.fieldId`, about)];
  // The agent's owner is the only datum that is an owner.
  if (facts?.holdsOwner && source.kind === 'data' && source.key === 'agentOwner' && source.table.length === 0)
    return [];

  const found = new Map<string, MappingFinding>();
  for (const possible of possibleTexts(source, field)) {
    const wrong = checkText(possible, field);
    if (wrong === null) continue;
    const one = finding(
      wrong,
      wrong === 'no_option' ? `${apiName}:${possible.text}` : apiName,
      `${path}.source.${possible.path}`,
      {
        ...about,
        value: cutText(possible.text, 80),
      },
    );
    if (!found.has(one.id)) found.set(one.id, one);
  }
  return [...found.values()];
}

/** What the written record is linked with, and which records are skipped. */
function checkLink(
  { objectId, unless }: AssociationChoice,
  objects: readonly ObjectModel[],
  path: string,
): MappingFinding[] {
  const object = objects.find(({ id }) => id === objectId);
  // Deleting an object that a rule uses is refused; a rule may be older than that.
  if (!object) return [finding('link_not_configured', objectId, `${path}.objectId`, {})];
  const { name, apiName, account } = object;
  if (account?.isAbsent) return [finding('link_absent', apiName, `${path}.objectId`, { object: name })];
  const field = object.fields.find(({ id }) => id === unless?.fieldId);
  if (!unless || !field) return [];
  const about = { object: name, field: field.name, property: field.apiName };
  const subject = `${apiName}:${field.apiName}`;
  if (account?.gone.includes(field.apiName))
    return [finding('link_skip_gone', subject, `${path}.unless.fieldId`, about)];
  return unless.values
    .filter((value) => field.facts?.kind === 'choice' && checkValue(value, field.facts, { isExact: true, field }))
    .map((value) =>
      finding('link_skip_no_option', `${subject}:${value}`, `${path}.unless.values`, {
        ...about,
        value: cutText(value, 80),
      }),
    );
}

/** Null if the property takes the text. */
function checkText(
  { text, isExact, isFitted, holdsEmail, isWhole = false }: PossibleText,
  field: FieldModel,
): Code | null {
  const { facts } = field;
  if (facts?.holdsOwner) return checkOwner({ text, isExact, holdsEmail }, field);
  const written: FieldModel = facts?.isHtml
    ? { ...field, type: 'long_text', required: false }
    : { ...field, required: false };
  if (/[\r\n]/.test(text) && (written.type === 'short_text' || (facts?.isSingleLine && !facts.isHtml)))
    return 'loses_lines';
  // Escaped for HTML it would be another text.
  if (isWhole && facts?.isHtml) return 'field_type';
  const encoded = encodeFieldValue(written, isFitted ? fitText(written.type, text) : text);
  if (!encoded.ok && encoded.message.key === 'too_big_text') return 'too_long';
  if (!encoded.ok || encoded.value === null)
    return field.type === 'list' && isExact ? 'no_option' : REFUSED_BY_TYPE[field.type];
  return facts ? checkValue(encoded.value, facts, { isExact, field }) : null;
}

/** Why our own field type holds nothing of such a text. */
const REFUSED_BY_TYPE: Readonly<Record<FieldModel['type'], Code>> = {
  short_text: 'field_type',
  long_text: 'field_type',
  phone: 'field_type',
  email: 'field_type',
  url: 'field_type',
  time: 'field_type',
  numeric: 'not_number',
  date: 'not_date',
  date_time: 'not_date',
  yes_no: 'not_yes_no',
  list: 'open_choice',
};

function checkOwner(
  { text, isExact, holdsEmail }: Pick<PossibleText, 'text' | 'isExact' | 'holdsEmail'>,
  field: FieldModel,
): Code | null {
  if (holdsEmail) return 'email_as_owner';
  if (!isExact) return 'not_owner';
  const owners = field.accountOptions ?? [];
  return owners.length > 0 && !owners.some(({ value }) => value === text) ? 'not_owner' : null;
}

function checkValue(
  value: string,
  facts: PropertyFacts,
  { isExact, field }: { isExact: boolean; field: FieldModel },
): Code | null {
  switch (facts.kind) {
    case 'text':
      return null;
    case 'number':
      return /^[+-]?\d+(?:\.\d+)?$/.test(value) ? null : 'not_number';
    case 'yes_no':
      return /^(?:true|false)$/i.test(value) ? null : 'not_yes_no';
    case 'date': {
      const at = instantOf(value);
      if (at === null) return 'not_date';
      return at.getTime() % DAY_MS === 0 ? null : 'time_in_date';
    }
    case 'date_time':
      return instantOf(value) === null ? 'not_date' : null;
    case 'choice': {
      const offered = field.accountOptions ?? [];
      // A list that is empty or as long as we store may not be whole.
      if (offered.length === 0 || offered.length >= MAX_LIST_OPTIONS) return null;
      if (!isExact) return 'open_choice';
      const values = new Set([...offered.map((option) => option.value), ...(facts.hiddenValues ?? [])]);
      const chosen = facts.isMultiple
        ? value
            .split(';')
            .map((part) => part.trim())
            .filter(Boolean)
        : [value];
      return chosen.every((one) => values.has(one)) ? null : 'no_option';
    }
  }
}

const DAY_MS = 24 * 60 * 60_000;

/** What new records need and no row fills. */
function missingOf(
  object: ObjectModel,
  { mapping, owner }: Extract<RuleDefinition['action'], { kind: 'create' }>,
): MappingFinding[] {
  const filled = new Set(
    mapping.flatMap(({ fieldId }) => object.fields.find(({ id }) => id === fieldId)?.apiName ?? []),
  );
  const byAccount = object.account?.required ?? [];
  const byField = object.fields.filter(({ required, readOnly }) => required && !readOnly);
  const missing = new Map(
    [...byAccount, ...byField.map(({ apiName, name }) => ({ apiName, label: name }))].map((one) => [
      one.apiName,
      one.label,
    ]),
  );
  return [...missing].flatMap(([apiName, label]) => {
    const field = object.fields.find((candidate) => candidate.apiName === apiName);
    if (filled.has(apiName) || (owner === 'agent' && field?.facts?.holdsOwner)) return [];
    // No row could fill these: the account sets them itself, or no longer has them.
    if (field?.facts?.isReadOnly || object.account?.gone.includes(apiName)) return [];
    const about = { field: field?.name ?? label, property: apiName, object: object.name };
    const code = !field ? 'required_unknown' : field.readOnly ? 'required_locked' : 'required';
    return [finding(code, apiName, 'action.mapping', about)];
  });
}

/** What new records need and no agent can fill in. */
function neverFilled(object: ObjectModel, path: string): MappingFinding[] {
  return (object.account?.required ?? []).flatMap(({ apiName, label }) => {
    const field = object.fields.find((candidate) => candidate.apiName === apiName);
    if (field && !field.readOnly) return [];
    const about = { field: field?.name ?? label, property: apiName, object: object.name };
    return [finding(field ? 'required_locked' : 'required_no_field', apiName, path, about)];
  });
}
