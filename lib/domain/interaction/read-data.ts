import type { InteractionDataKey } from './data';
import { emailHeadersOf, headersAsJson } from './email-headers';
import type { Participant } from './interaction';
import type { KnownParticipant } from './known-participants';
import type { NonCustomer } from './non-customer';
import { participantText } from './participants';
import { durationMsOf, resultOf, type InteractionState } from './state';
import { countryOfLine, readPhone, writtenNumber } from '../phone/phone';

/** One interaction, as mappings read it. */
export interface InteractionSubject {
  /** Ours, not the source's. */
  id: string;
  state: InteractionState;
  agentName: string | null;
  firstAgentName: string | null;
  /** Who owns the agent's records in the CRM that is written to. */
  agentOwner?: { id: string; name: string } | null;
  defaultCountry: string | null;
  /** With whom it is if not with a customer. */
  nonCustomer?: NonCustomer | null;
  /** Everybody, if the interaction lists them; the customer first. */
  participants?: readonly KnownParticipant[];
}

export type InteractionDatum =
  | { kind: 'text'; text: string; /** Of no use if it is cut short. */ isWhole?: boolean }
  | { kind: 'number'; number: number }
  | { kind: 'date_time'; at: Date };

/** Null if the interaction lacks the value or the number is withheld. Numbers are in E.164 if they can be parsed. */
export function readInteractionData(subject: InteractionSubject, key: InteractionDataKey): InteractionDatum | null {
  const { state } = subject;
  const customerNumber = () => (state.customer.withheld ? null : phone(state.customer.number, subject));
  const ourNumber = () => phone(state.ourNumber, subject);
  const isIncoming = state.direction === 'incoming';
  switch (key) {
    case 'interactionId':
      return text(subject.id);
    case 'channel':
      return text(state.channel);
    case 'direction':
      return text(state.direction);
    case 'result':
      return text(resultOf(state));
    case 'internalCall':
      return text(subject.nonCustomer?.kind === 'internal' ? 'yes' : 'no');
    case 'customerNumber':
      return customerNumber();
    case 'customerEmail':
      return text(state.customer.email);
    case 'customerHandle':
      return text(state.customer.handle);
    case 'customerName':
      return text(state.customer.name);
    case 'participants':
      return text(state.participants.map(participantText).join('\n'));
    case 'fromEmail':
      return text(emailHeadersOf(state)?.from?.email);
    case 'toEmails':
      return text(addressList(emailHeadersOf(state)?.to));
    case 'ccEmails':
      return text(addressList(emailHeadersOf(state)?.cc));
    case 'bccEmails':
      return text(addressList(emailHeadersOf(state)?.bcc));
    case 'emailHeaders': {
      const headers = emailHeadersOf(state);
      const json = headers && headersAsJson(headers);
      return json === null ? null : { kind: 'text', text: json, isWhole: true };
    }
    case 'ourNumber':
      return ourNumber();
    case 'fromNumber':
      return isIncoming ? customerNumber() : ourNumber();
    case 'toNumber':
      return isIncoming ? ourNumber() : customerNumber();
    case 'queue':
      return text(state.queue);
    case 'agentEmail':
      return text(state.agent);
    case 'agentName':
      return text(subject.agentName);
    case 'firstAgentEmail':
      return text(state.firstAgent);
    case 'firstAgentName':
      return text(state.firstAgent === null ? null : subject.firstAgentName);
    case 'firstAndLastAgent':
      return text(firstAndLastAgent(subject));
    case 'agentOwner':
      return text(subject.agentOwner?.id);
    case 'subject':
      return text(state.subject);
    case 'body':
      return text(state.body);
    case 'outcome':
      return text(state.outcome);
    case 'startedAt':
      return instant(state.startedAt);
    case 'acceptedAt':
      return instant(state.acceptedAt);
    case 'endedAt':
      return instant(state.closedAt);
    case 'durationMs':
      return number(durationMsOf(state));
    case 'durationSeconds':
      return number(durationMsOf(state), 1000);
    case 'waitMs':
      return state.presentedAt === null || state.acceptedAt === null
        ? null
        : number(Math.max(0, Date.parse(state.acceptedAt) - Date.parse(state.presentedAt)));
    case 'recordingUrl':
      return text(state.recordingUrl);
  }
}

/** By name, or by address where they aren't users. Null where one agent had it all along. */
function firstAndLastAgent({ state, agentName, firstAgentName }: InteractionSubject): string | null {
  const { agent, firstAgent } = state;
  if (agent === null || firstAgent === null || agent === firstAgent) return null;
  return `${firstAgentName ?? firstAgent} → ${agentName ?? agent}`;
}

function addressList(people: readonly Participant[] = []): string {
  return people.flatMap(({ email }) => email ?? []).join(', ');
}

function text(value: string | null | undefined): InteractionDatum | null {
  return value ? { kind: 'text', text: value } : null;
}

function number(value: number | null, divisor = 1): InteractionDatum | null {
  return value === null ? null : { kind: 'number', number: Math.round(value / divisor) };
}

function instant(value: string | null): InteractionDatum | null {
  return value === null ? null : { kind: 'date_time', at: new Date(value) };
}

function phone(raw: string | null | undefined, { defaultCountry, state }: InteractionSubject): InteractionDatum | null {
  if (!raw) return null;
  const reading = readPhone(raw, { defaultCountry, dialledCountry: countryOfLine(state.ourNumber, defaultCountry) });
  if (reading.ok) return text(writtenNumber(reading.phone));
  return reading.reason === 'withheld' ? null : text(reading.text);
}
