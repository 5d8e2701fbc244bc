import type { PropertyDefinition } from '../catalog/define';
import { isoInstant } from '../../instant';

/** The value as HubSpot stores it, or why it is invalid. */
export type ValueResult = { ok: true; value: string } | { ok: false; error: string; message: string };

const longestText = 65_536;

/** https://developers.hubspot.com/docs/guides/api/crm/properties#property-type-and-fieldtype-values */
export function normalizeValue(property: PropertyDefinition, text: string): ValueResult {
  if (text === '') return accept('');
  switch (property.type) {
    case 'number':
      return isNumber(text) ? accept(text.trim()) : refuse('INVALID_INTEGER', `${text} was not a valid number.`);
    case 'bool':
      return toBoolean(text);
    case 'enumeration':
      return toOptions(property, text);
    case 'datetime':
      return toDatetime(text);
    case 'date':
      return toDate(text);
    default:
      return toText(property, text);
  }
}

function toText(property: PropertyDefinition, text: string): ValueResult {
  if (text.length > longestText) {
    return refuse(
      'PROPERTY_VALUE_TOO_LONG',
      `The value for property "${property.name}" is ${text.length} characters long, longer than the maximum of ${longestText}.`,
    );
  }
  if (property.name === 'email') {
    const email = text.trim().toLowerCase();
    return /^[^\s@,;]+@[^\s@,;.]+(?:\.[^\s@,;.]+)+$/.test(email)
      ? accept(email)
      : refuse('INVALID_EMAIL', `Email address ${text} is invalid`);
  }
  return accept(text);
}

function toBoolean(text: string): ValueResult {
  const value = text.toLowerCase();
  return value === 'true' || value === 'false'
    ? accept(value)
    : refuse('INVALID_OPTION', `${text} was not one of the allowed options: [true, false]`);
}

function toOptions(property: PropertyDefinition, text: string): ValueResult {
  if (property.externalOptions || property.options.length === 0) return accept(text);
  const allowed = property.options.map((option) => option.value);
  const values = property.fieldType === 'checkbox' ? text.split(';').filter(Boolean) : [text];
  const unknown = values.find((value) => !allowed.includes(value));
  return unknown === undefined
    ? accept(values.join(';'))
    : refuse('INVALID_OPTION', `${unknown} was not one of the allowed options: [${allowed.join(', ')}]`);
}

function toDatetime(text: string): ValueResult {
  const at = parseInstant(text);
  return at === null ? refuse('INVALID_LONG', `${text} was not a valid long.`) : accept(isoInstant(at));
}

/** A date is midnight UTC of that day. */
function toDate(text: string): ValueResult {
  const at = parseInstant(text);
  if (at === null) return refuse('INVALID_LONG', `${text} was not a valid long.`);
  const iso = new Date(at).toISOString();
  return iso.endsWith('T00:00:00.000Z')
    ? accept(iso.slice(0, 10))
    : refuse('INVALID_DATE', `${text} is at ${iso.slice(11, 23)} UTC, not midnight!`);
}

/** Epoch milliseconds or ISO 8601 with a zone. A day without a time is midnight UTC. */
export function parseInstant(text: string): number | null {
  const trimmed = text.trim();
  if (/^-?\d{1,15}$/.test(trimmed)) return Number(trimmed);
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(trimmed)) return null;
  const at = Date.parse(trimmed);
  return Number.isNaN(at) || (trimmed.length === 10 && new Date(at).toISOString().slice(0, 10) !== trimmed) ? null : at;
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim());
}

function accept(value: string): ValueResult {
  return { ok: true, value };
}

function refuse(error: string, message: string): ValueResult {
  return { ok: false, error, message };
}
