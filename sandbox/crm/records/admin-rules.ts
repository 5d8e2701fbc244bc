import type { SandboxSettings } from '../../contract';
import { invalid } from '../failure';
import type { ApiFailure } from '../failure';
import type { ObjectType } from '../object-types';

/**
 * Rules defined by a portal's administrator, enforced on API writes from version 2026-09.
 * https://developers.hubspot.com/changelog
 */
export function checkAdminRules(
  type: ObjectType,
  values: Record<string, string>,
  isCreate: boolean,
  settings: SandboxSettings,
): ApiFailure | null {
  if (isCreate) {
    for (const name of creatorRules(settings.text('crm.recordCreatorRules'), type)) {
      if (!values[name])
        return missing('MISSING_REQUIRED_PROPERTY', name, `Property "${name}" is required when creating this record`);
    }
  }
  for (const rule of conditionalRules(settings.text('crm.conditionalRequiredRules'), type)) {
    if (values[rule.property] !== rule.value) continue;
    const name = rule.required.find((candidate) => !values[candidate]);
    if (name)
      return missing(
        'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
        name,
        `Property "${name}" is required when "${rule.property}" is "${rule.value}"`,
      );
  }
  return null;
}

function missing(code: string, name: string, message: string): ApiFailure {
  return invalid(message, { errors: [{ message, code, context: { propertyName: [name] } }] });
}

/** `contacts:lastname,phone;tickets:content` */
function creatorRules(text: string, type: ObjectType): string[] {
  return rulesFor(text, type)
    .flatMap((rule) => rule.split(','))
    .map((name) => name.trim())
    .filter(Boolean);
}

/** `tickets:hs_ticket_priority=URGENT>content,hubspot_owner_id` */
function conditionalRules(text: string, type: ObjectType): { property: string; value: string; required: string[] }[] {
  return rulesFor(text, type).flatMap((rule) => {
    const match = /^\s*(\w+)=([^>]*)>(.+)$/.exec(rule);
    if (!match) return [];
    const [, property = '', value = '', required = ''] = match;
    return [{ property, value: value.trim(), required: required.split(',').map((name) => name.trim()) }];
  });
}

function rulesFor(text: string, type: ObjectType): string[] {
  return text.split(';').flatMap((rule) => {
    const colon = rule.indexOf(':');
    const object = rule.slice(0, colon).trim();
    return colon > 0 && [type.id, type.plural, type.singular].includes(object) ? [rule.slice(colon + 1)] : [];
  });
}
