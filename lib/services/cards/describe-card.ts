import { cardTitle, inOrder } from '@/lib/domain/crm/card-title';
import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { FieldUnit } from '@/lib/domain/crm/readable-field';
import { valueIn } from '@/lib/domain/crm/fields';
import { plainTextOfHtml, readableHtml } from '@/lib/domain/crm/html-text';
import { findUnconfirmed, findUnsaved, type UnsavedReason } from '@/lib/domain/crm/saved-values';
import type { CrmRecord, RecordValues } from '@/lib/domain/crm/records';
import type { AgentCrm, AgentField, AgentObject } from './internal';

/** A record as the agent sees it: only what the profile shows, title included. */
export interface Card {
  crmId: string;
  crmName: string;
  objectId: string;
  objectApiName: string;
  objectName: string;
  recordId: string;
  title: string;
  url: string;
  canEdit: boolean;
  updatedAt: Date | null;
  fields: CardField[];
}

interface CardField {
  id: string;
  name: string;
  type: CrmFieldType;
  /** The provider's value, as text where that is HTML; the page formats it. */
  value: string | null;
  canEdit: boolean;
  /** HTML that somebody formatted in the CRM: shown as text, edited there. */
  isFormatted: boolean;
  required: boolean;
  options: { value: string; label: string }[];
  isMultiple: boolean;
  unit: FieldUnit | null;
}

/** The result of a write. */
export interface WrittenCard extends Card {
  /** Fields the CRM didn't save as sent. */
  unsaved: { fieldId: string; how: UnsavedReason }[];
}

export function describeCard(crm: AgentCrm, object: AgentObject, record: CrmRecord): Card {
  return {
    crmId: crm.id,
    crmName: crm.name,
    objectId: object.id,
    objectApiName: object.apiName,
    objectName: object.name,
    recordId: record.id,
    title: cardTitle({ fields: inOrder(object.fields, object.shown) }, record),
    url: record.url,
    canEdit: object.canEdit,
    updatedAt: record.updatedAt,
    fields: object.shown.map((field) => toCardField(object, field, record)),
  };
}

/** The value as a card shows it. */
export function shownValue(field: AgentField, record: CrmRecord): string | null {
  const stored = valueIn(record.values, field.apiName);
  if (!field.facts?.isHtml || stored === null) return stored;
  return plainTextOfHtml(stored) ?? readableHtml(stored);
}

function toCardField(object: AgentObject, field: AgentField, record: CrmRecord): CardField {
  const stored = valueIn(record.values, field.apiName);
  const html = field.facts?.isHtml ? stored : null;
  const plain = html === null ? null : plainTextOfHtml(html);
  const isFormatted = html !== null && plain === null;
  return {
    id: field.id,
    name: field.name,
    type: field.type,
    value: shownValue(field, record),
    canEdit: object.canEdit && !field.readOnly && !isFormatted,
    isFormatted,
    required: field.required,
    options: [...field.options],
    isMultiple: field.isMultiple,
    unit: field.unit,
  };
}

/** The properties to request for a card's title and fields. */
export function propertiesOf(object: AgentObject): string[] {
  return [...new Set(object.shown.map(({ apiName }) => apiName))];
}

interface Write {
  sent: RecordValues;
  /** Absent for new records. */
  before?: RecordValues;
  /** The CRM's response to the write. */
  answered: RecordValues;
  /** The whole record, read after the write. */
  record: CrmRecord;
}

/** The card after a write, the values the CRM saved, and those it didn't. */
export function toWrittenCard(
  crm: AgentCrm,
  object: AgentObject,
  { sent, before, answered, record }: Write,
  defaultCountry: string,
): { card: WrittenCard; stored: RecordValues } {
  const open = new Set(findUnconfirmed(object.shown, sent, answered, defaultCountry));
  const stored: RecordValues = {};
  for (const name of Object.keys(sent)) {
    const source = open.has(name) ? record.values : answered;
    if (Object.hasOwn(source, name)) stored[name] = valueIn(source, name);
  }
  const lost = findUnsaved(object.shown, { sent, stored, ...(before ? { before } : {}) }, defaultCountry);
  const card = describeCard(crm, object, { ...record, values: { ...record.values, ...stored } });
  const fields = object.shown.flatMap(({ id, apiName }) => {
    const how = lost.get(apiName);
    return how ? [{ fieldId: id, how }] : [];
  });
  return { card: { ...card, unsaved: fields }, stored };
}
