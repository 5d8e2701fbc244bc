import { cutText } from '../base/cut-text';
import { z } from 'zod';
import type { FieldModel, ObjectModel } from './crm';
import { CRM_FIELD_TYPES, crmFieldTypeSchema, FIELD_TYPES, type CrmFieldType } from './field-types';
import { valueIn } from './fields';
import type { RecordValues } from './records';

/** The title of a card, and the fields it is made of. */

/** Longest stored part of a title. */
const LONGEST = 200;

/** A filled field that can title a card. Stored with the card, so that agents who see fewer fields get a title from those. */
export const namingValueSchema = z.strictObject({ fieldId: z.string(), type: crmFieldTypeSchema, value: z.string() });
export type NamingValue = z.infer<typeof namingValueSchema>;

const TITLE_TYPES = CRM_FIELD_TYPES.flatMap((type) => {
  const { title } = FIELD_TYPES[type];
  return title ? [{ type, ...title }] : [];
}).sort((a, b) => a.order - b.order);

/** The fields a card's title may need: what the provider names it by, else enough short texts that two are filled in, and one address of each kind. */
function titleFields(fields: readonly FieldModel[]): FieldModel[] {
  // A text chosen from a list of options does not name a record.
  const first = (type: CrmFieldType, count: number) =>
    fields.filter((field) => field.type === type && !field.isName && !field.accountOptions?.length).slice(0, count);
  return [...fields.filter(({ isName }) => isName), ...TITLE_TYPES.flatMap(({ type, atMost }) => first(type, atMost))];
}

/** The fields that name a card for the administrator, and those that name it for somebody who sees `shown`. */
export function namingFields(fields: readonly FieldModel[], shown: readonly FieldModel[] | null): FieldModel[] {
  return [...new Set([...titleFields(fields), ...(shown ? titleFields(inOrder(fields, shown)) : [])])];
}

export function namingValues(fields: readonly FieldModel[], record: { values: RecordValues }): NamingValue[] {
  return fields.flatMap(({ id, type, apiName }) => {
    const value = valueIn(record.values, apiName)?.trim();
    return value ? [{ fieldId: id, type, value: cutText(value, LONGEST) }] : [];
  });
}

/** What the provider names it by; else the first two short texts that are filled in, an address, the record's id. */
export function titleOf(values: readonly NamingValue[], fields: readonly FieldModel[], recordId: string): string {
  const own = values.filter(({ fieldId }) => fields.some(({ id, isName }) => isName && id === fieldId));
  const names = own.length > 0 ? own : values.filter(({ type }) => FIELD_TYPES[type].title?.isName).slice(0, 2);
  if (names.length > 0) return names.map(({ value }) => value).join(' ');
  return values[0]?.value ?? recordId;
}

export function cardTitle(
  { fields }: Pick<ObjectModel, 'fields'>,
  record: { id: string; values: RecordValues },
): string {
  return titleOf(namingValues(titleFields(fields), record), fields, record.id);
}

/** The given fields in the administrator's order, so that a title reads the same for everyone who sees all of it. */
export function inOrder(fields: readonly FieldModel[], some: readonly FieldModel[]): FieldModel[] {
  return fields.filter(({ id }) => some.some((field) => field.id === id));
}
