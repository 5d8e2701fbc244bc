import { phoneKey } from '../phone/key';
import { countryOfLine, readPhone } from '../phone/phone';
import type { Customer, InteractionEventInput, Participant } from './interaction';
import { addParticipants } from './participants';

/** What events say about an interaction apart from who took part. */
export interface ReportedFacts {
  queue: string | null;
  customer: Customer;
  /** In the order in which they were first stated. */
  participants: Participant[];
  ourNumber: string | null;
  subject: string | null;
  body: string | null;
  durationMs: number | null;
  outcome: string | null;
  recordingUrl: string | null;
}

export const NO_FACTS: ReportedFacts = {
  queue: null,
  customer: {},
  participants: [],
  ourNumber: null,
  subject: null,
  body: null,
  durationMs: null,
  outcome: null,
  recordingUrl: null,
};

/** What tells a customer's number from one of ours. */
export interface Reporting {
  /** Whether a number is one of ours, as an administrator listed them. */
  isOurs: (number: string) => boolean;
  /** Somebody had answered before this event. */
  isAnswered: boolean;
}

/** Facts after one more event, in the order of `orderEvents`: the latest word counts, except for numbers. */
export function addFacts(facts: ReportedFacts, event: InteractionEventInput, reporting: Reporting): ReportedFacts {
  const ourNumber = surerNumber(facts.ourNumber ?? undefined, event.ourNumber);
  return {
    queue: event.queue ?? facts.queue,
    customer: addCustomer(facts.customer, event.customer ?? {}, { ...reporting, ourNumber }),
    participants: addParticipants(facts.participants, event.participants ?? []),
    ourNumber: ourNumber ?? null,
    subject: event.subject ?? facts.subject,
    body: event.body ?? facts.body,
    durationMs: event.durationMs ?? facts.durationMs,
    outcome: event.outcome ?? facts.outcome,
    recordingUrl: event.recordingUrl ?? facts.recordingUrl,
  };
}

function addCustomer(
  known: Customer,
  stated: Customer,
  { ourNumber, isOurs, isAnswered }: Reporting & { ourNumber: string | undefined },
): Customer {
  // A transfer reports the colleague's line, or the line that was called, where the customer's number was.
  const isOurLine =
    known.number !== undefined &&
    stated.number !== undefined &&
    stated.number !== known.number &&
    isSameNumber(stated.number, ourNumber ?? '');
  // Of a call that was answered, an extension is whom it was handed to, even where the customer's number is unknown.
  const isHandedOn =
    known.number === undefined && isAnswered && stated.number !== undefined && worthOf(stated.number, isOurs) === 1;
  const number = isOurLine || isHandedOn ? known.number : surerNumber(known.number, stated.number, isOurs);
  const { email = known.email, handle = known.handle, name = known.name, withheld = known.withheld } = stated;
  return {
    ...(number === undefined ? {} : { number }),
    ...(email === undefined ? {} : { email }),
    ...(handle === undefined ? {} : { handle }),
    ...(name === undefined ? {} : { name }),
    ...(withheld === undefined ? {} : { withheld }),
  };
}

/** An extension, or a word for "withheld", is no news about a number that is known. */
function surerNumber(
  known: string | undefined,
  stated: string | undefined,
  isOurs: Reporting['isOurs'] = () => false,
): string | undefined {
  if (stated === undefined || stated === known) return known;
  return known === undefined || worthOf(stated, isOurs) >= worthOf(known, isOurs) ? stated : known;
}

/** 3: a number · 2: the caller withholds it · 1: one of ours, an extension, a service number, a word. */
function worthOf(number: string, isOurs: Reporting['isOurs']): 1 | 2 | 3 {
  const reading = readPhone(number, { defaultCountry: null });
  if (reading.ok) return isOurs(number) ? 1 : 3;
  return reading.reason === 'withheld' || reading.reason === 'empty' ? 2 : 1;
}

function isSameNumber(number: string, line: string): boolean {
  const context = { defaultCountry: countryOfLine(line, null) };
  const key = phoneKey(number, context);
  return key !== null && key === phoneKey(line, context);
}
