import { cardTitle, inOrder } from '@/lib/domain/crm/card-title';
import type { CrmFieldType } from '@/lib/domain/crm/crm';
import type { FieldUnit } from '@/lib/domain/crm/readable-field';
import { valueIn } from '@/lib/domain/crm/fields';
import { doubtful, notKept, type NotKept } from '@/lib/domain/crm/saved-values';
import type { CrmRecord, RecordValues } from '@/lib/domain/crm/records';
import type { AgentCrm, AgentField, AgentObject } from './internal';

/** A record as the agent sees it: what the profile shows and nothing else of what the CRM holds, not in its title either. */
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

export interface CardField {
  id: string;
  name: string;
  type: CrmFieldType;
  /** As the provider holds it; the page formats it for the reader. */
  value: string | null;
  canEdit: boolean;
  required: boolean;
  options: { value: string; label: string }[];
  unit: FieldUnit | null;
}

/** What a write answers with. */
export interface WrittenCard extends Card {
  /** Fields that the CRM did not keep as they were sent. */
  notKept: { fieldId: string; how: NotKept }[];
}

export function toCard(crm: AgentCrm, object: AgentObject, record: CrmRecord): Card {
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

function toCardField(object: AgentObject, field: AgentField, record: CrmRecord): CardField {
  return {
    id: field.id,
    name: field.name,
    type: field.type,
    value: valueIn(record.values, field.apiName),
    canEdit: object.canEdit && !field.readOnly,
    required: field.required,
    options: [...field.options],
    unit: field.unit,
  };
}

/** What must be asked for so that a card has its title and fields. */
export function propertiesOf(object: AgentObject): string[] {
  return [...new Set(object.shown.map(({ apiName }) => apiName))];
}

interface Write {
  sent: RecordValues;
  /** Absent for a new record. */
  before?: RecordValues;
  /** What the CRM answered the write with. */
  answered: RecordValues;
  /** Read afterwards, whole. */
  record: CrmRecord;
}

/** The card after a write, what the CRM holds of what was sent, and what it did not keep. */
export function toWrittenCard(
  crm: AgentCrm,
  object: AgentObject,
  { sent, before, answered, record }: Write,
  defaultCountry: string,
): { card: WrittenCard; stored: RecordValues } {
  const open = new Set(doubtful(object.shown, sent, answered, defaultCountry));
  const stored: RecordValues = {};
  for (const name of Object.keys(sent)) {
    const source = open.has(name) ? record.values : answered;
    if (Object.hasOwn(source, name)) stored[name] = valueIn(source, name);
  }
  const lost = notKept(object.shown, { sent, stored, ...(before ? { before } : {}) }, defaultCountry);
  const card = toCard(crm, object, { ...record, values: { ...record.values, ...stored } });
  const fields = object.shown.flatMap(({ id, apiName }) => {
    const how = lost.get(apiName);
    return how ? [{ fieldId: id, how }] : [];
  });
  return { card: { ...card, notKept: fields }, stored };
}
