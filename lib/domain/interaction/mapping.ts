import { cutText } from '../base/cut-text';
import type { FieldModel, ObjectModel } from '../crm/crm';
import { toLocalText } from '../base/local-time';
import { encodeFieldValue, fitText, textOfInstant } from '../crm/fields';
import { addedChoices } from '../crm/choices';
import { MAX_LONG } from '../crm/field-codecs';
import { textToHtml } from '../crm/html-text';
import { fillTemplate, type FieldSource, type Mapping } from './data';
import { readInteractionData, type InteractionDatum, type InteractionSubject } from './read-data';
import type { RecordValues } from '../crm/records';
import { trace, type TraceEntry } from '../trace';

/** Turns an interaction into property values in the provider's text form. */

export interface MappedValues {
  /** By the provider's name of the property. Only what has a value. */
  values: RecordValues;
  /** The same by field id, as text for a form. */
  byFieldId: ReadonlyMap<string, string>;
  trace: TraceEntry[];
}

/** Fields that can't be filled are left out, with a reason in the trace. */
export function mapInteraction(
  mapping: Mapping,
  object: Pick<ObjectModel, 'fields'>,
  subject: InteractionSubject,
  timeZone: string,
): MappedValues {
  const entries: [string, string][] = [];
  const byFieldId = new Map<string, string>();
  const traceEntries: TraceEntry[] = [];
  for (const { fieldId, source } of mapping) {
    const field = object.fields.find((candidate) => candidate.id === fieldId);
    if (!field) {
      traceEntries.push(trace('field_gone', {}));
      continue;
    }
    const ref = { type: 'field', id: field.id } as const;
    // HTML holds lines, whatever type its field was given.
    const written: FieldModel = field.facts?.isHtml ? { ...field, type: 'long_text' } : field;
    const resolved = resolve(source, written, subject, timeZone);
    if (resolved.kind === 'no_owner') {
      traceEntries.push(trace('owner_not_found', { agent: subject.state.agent ?? '' }, ref));
      continue;
    }
    if (resolved.kind === 'empty') {
      traceEntries.push(trace('field_empty', { field: field.name, source: resolved.source }, ref));
      continue;
    }
    if (resolved.kind === 'not_in_table') {
      traceEntries.push(trace('field_not_in_table', { field: field.name, value: resolved.text }, ref));
      continue;
    }
    const encoded = encodeFieldValue(written, resolved.text);
    if (!encoded.ok || encoded.value === null) {
      traceEntries.push(trace('field_refused', { field: field.name, value: resolved.text }, ref));
      continue;
    }
    entries.push([field.apiName, asWritten(field, encoded.value)]);
    byFieldId.set(field.id, encoded.value);
    traceEntries.push(trace('field_filled', { field: field.name, value: encoded.value }, ref));
  }
  // fromEntries defines own properties, whatever their names.
  return { values: Object.fromEntries(entries), byFieldId, trace: traceEntries };
}

/** As the provider takes it: HTML escaped, and one of several choices added to those that are there. */
function asWritten({ facts }: FieldModel, value: string): string {
  if (facts?.isHtml) return fittingHtml(value);
  return facts?.isMultiple ? addedChoices(value) : value;
}

/** Escaping makes a text longer: cut short it is better than refused. */
function fittingHtml(text: string): string {
  for (let kept = text; ; kept = cutText(kept, kept.length * 0.9)) {
    const html = textToHtml(kept);
    if (html.length <= MAX_LONG) return html;
  }
}

type Resolved =
  | { kind: 'text'; text: string }
  | { kind: 'empty'; source: string }
  /** The CRM has no owner for the agent. */
  | { kind: 'no_owner' }
  | { kind: 'not_in_table'; text: string };

function resolve(source: FieldSource, field: FieldModel, subject: InteractionSubject, timeZone: string): Resolved {
  switch (source.kind) {
    case 'literal':
      return { kind: 'text', text: source.text };
    case 'template': {
      const text = fillTemplate(source.text, (key) => toDisplayText(readInteractionData(subject, key), timeZone));
      return text === '' ? { kind: 'empty', source: source.text } : { kind: 'text', text: fitText(field.type, text) };
    }
    case 'data': {
      // An owner property only takes an id, so the agent's address means that owner, unless a table converts addresses.
      const isOwner = source.key === 'agentEmail' && field.facts?.holdsOwner && source.table.length === 0;
      const key = isOwner ? 'agentOwner' : source.key;
      const datum = readInteractionData(subject, key);
      if (key === 'agentOwner' && datum === null && subject.state.agent !== null) return { kind: 'no_owner' };
      if (datum === null) return { kind: 'empty', source: source.key };
      if (datum.kind === 'text' && datum.isWhole && source.table.length === 0)
        return { kind: 'text', text: datum.text };
      if (source.table.length === 0)
        return { kind: 'text', text: fitText(field.type, forField(datum, field, timeZone)) };
      const text = forField(datum, field, timeZone);
      const row = source.table.find(({ from }) => from.toLowerCase() === text.trim().toLowerCase());
      return row ? { kind: 'text', text: row.to } : { kind: 'not_in_table', text };
    }
  }
}

/** A datum in the format of its field. */
function forField(datum: InteractionDatum, field: FieldModel, timeZone: string): string {
  if (datum.kind === 'text') return datum.text;
  if (datum.kind === 'number') return String(datum.number);
  return textOfInstant(field.type, datum.at, timeZone);
}

function toDisplayText(datum: InteractionDatum | null, timeZone: string): string {
  if (datum === null) return '';
  if (datum.kind === 'text') return datum.text;
  return datum.kind === 'number' ? String(datum.number) : toLocalText(datum.at, timeZone).replace('T', ' ');
}
