import type { FieldModel, ObjectModel } from '@/lib/domain/crm/crm';
import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { storedEventSchema } from '@/lib/domain/interaction/interaction';
import type { InteractionSubject } from '@/lib/domain/interaction/read-data';
import { replay } from '@/lib/domain/interaction/replay';
import type { InteractionState } from '@/lib/domain/interaction/state';
import type { CrmRecord } from '@/lib/domain/crm/records';

/** The documentation's three objects with their seventeen fields, as decisions read them, and what happens to them. */

let count = 0;

/** A new UUID each time, in order. */
export function nextId(): string {
  count += 1;
  return `0192f0c1-0000-7000-8000-${String(count).padStart(12, '0')}`;
}

export const CRM_ID = nextId();

function object(
  name: string,
  apiName: string,
  fields: [name: string, apiName: string, type: CrmFieldType, more?: Partial<FieldModel>][],
): ObjectModel {
  return {
    id: nextId(),
    crmId: CRM_ID,
    name,
    apiName,
    fields: fields.map(([fieldName, fieldApiName, type, more]) => ({
      id: nextId(),
      name: fieldName,
      apiName: fieldApiName,
      type,
      required: false,
      readOnly: false,
      options: [],
      ...more,
    })),
  };
}

export const contacts = object('Contacts', 'contacts', [
  ['First name', 'firstname', 'short_text'],
  ['Last name', 'lastname', 'short_text'],
  ['Phone number', 'phone', 'phone'],
  ['Mobile phone number', 'mobilephone', 'phone'],
  ['Email', 'email', 'email'],
]);

export const tickets = object('Tickets', 'tickets', [
  ['Ticket ID', 'hs_object_id', 'short_text', { readOnly: true }],
  ['Ticket name', 'subject', 'short_text'],
  ['Ticket status', 'hs_pipeline_stage', 'short_text'],
  ['Ticket description', 'content', 'long_text'],
]);

export const calls = object('Calls', 'calls', [
  ['Call title', 'hs_call_title', 'short_text'],
  ['Call status', 'hs_call_status', 'short_text'],
  ['Call direction', 'hs_call_direction', 'short_text'],
  ['Call duration', 'hs_call_duration', 'numeric'],
  ['From number', 'hs_call_from_number', 'phone'],
  ['To number', 'hs_call_to_number', 'phone'],
  ['Activity date', 'hs_timestamp', 'date_time'],
  ['Call outcome', 'hs_call_disposition', 'short_text'],
]);

export const objects: readonly ObjectModel[] = [contacts, tickets, calls];

export function fieldId(of: ObjectModel, apiName: string): string {
  const field = of.fields.find((candidate) => candidate.apiName === apiName);
  if (!field) throw new Error(`${of.apiName} has no ${apiName}`);
  return field.id;
}

export function record(
  of: ObjectModel,
  id: string,
  values: Record<string, string | null>,
  updatedAt: string | null = null,
): CrmRecord {
  return {
    objectApiName: of.apiName,
    id,
    values,
    updatedAt: updatedAt === null ? null : new Date(updatedAt),
    url: `https://crm.example/${of.apiName}/${id}`,
  };
}

function event(more: Partial<InteractionEventInput> = {}): InteractionEventInput {
  return storedEventSchema.parse({
    source: 'pbx-1',
    id: 'call-1',
    sequence: 1,
    type: 'presented',
    at: '2026-11-23T09:30:00Z',
    channel: 'voice',
    direction: 'incoming',
    agent: 'marie@example.com',
    ourNumber: '+33 1 99 00 00 01',
    customer: { number: '+33 1 76 00 01 01' },
    ...more,
  });
}

export function stateOf(...events: Partial<InteractionEventInput>[]): InteractionState {
  const [first, ...rest] = events.map((more, index) => event({ sequence: index + 1, ...more }));
  return replay([first ?? event({ sequence: 1 }), ...rest]).state;
}

export function subjectOf(...events: Partial<InteractionEventInput>[]): InteractionSubject {
  return {
    id: '0192f0c1-0000-7000-8000-0000000000ff',
    agentName: 'Marie Durand',
    firstAgentName: 'Marie Durand',
    defaultCountry: 'FR',
    state: stateOf(...events),
  };
}
