import { phoneKey } from '../phone/key';
import { countryOfLine } from '../phone/phone';
import type { Participant } from './interaction';
import { addressesOf, nonCustomerOf, type KnownPeople, type NonCustomer } from './non-customer';
import { isSamePerson } from './participants';
import type { InteractionState } from './state';

/** Somebody who takes part, and who they are as far as that is known here. */
export interface KnownParticipant extends Participant {
  /** Whom the interaction is with: a screen pop looks for them. */
  isCustomer: boolean;
  /** Who they are if not a customer. */
  nonCustomer: NonCustomer | null;
}

interface Known extends Omit<KnownPeople, 'others'> {
  /** Our mailboxes: addresses that are known as a queue, or that agents are reported by. */
  ourAddresses: ReadonlySet<string>;
  /** Search keys of our numbers. */
  ourKeys: ReadonlySet<string>;
}

/** The customer first, listed or not, then the others in their order. */
export function knowParticipants(state: InteractionState, known: Known): KnownParticipant[] {
  const { customer, participants } = state;
  const { number, email, handle, name } = customer;
  const main = participants.find((one) => isSamePerson(one, customer));
  const stated: Participant = {
    ...(name === undefined ? {} : { name }),
    ...main,
    ...(email === undefined ? {} : { email }),
    ...(number && customer.withheld !== true ? { number } : {}),
    ...(handle === undefined ? {} : { handle }),
  };
  const isStated = stated.email !== undefined || stated.number !== undefined || stated.handle !== undefined;
  return [
    ...(isStated ? [{ ...stated, isCustomer: true, nonCustomer: whoElse(stated, state, known) }] : []),
    ...participants
      .filter((one) => one !== main)
      .map((one) => ({ ...one, isCustomer: false, nonCustomer: whoElse(one, state, known) })),
  ];
}

function whoElse(one: Participant, state: InteractionState, known: Known): NonCustomer | null {
  const customer = { ...(one.email ? { email: one.email } : {}), ...(one.number ? { number: one.number } : {}) };
  // Emails to colleagues are no internal calls, but a colleague among the addresses is no customer.
  const found = nonCustomerOf({ ...state, channel: 'voice', queue: null, customer }, { ...known, others: [] });
  if (found) return found;
  const isOurs =
    addressesOf(customer).some((address) => known.ourAddresses.has(address)) ||
    (one.number !== undefined && known.ourKeys.has(participantKey(one.number, state, known.defaultCountry) ?? ''));
  return isOurs ? { kind: 'internal', name: null } : null;
}

/** What a participant's number is compared by. */
export function participantKey(
  number: string,
  { ourNumber }: Pick<InteractionState, 'ourNumber'>,
  defaultCountry: string | null,
): string | null {
  return phoneKey(number, { defaultCountry, dialledCountry: countryOfLine(ourNumber, defaultCountry) });
}
