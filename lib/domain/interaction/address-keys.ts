import { participantKey } from './known-participants';
import type { InteractionState } from './state';

/**
 * What the people of an interaction are found by, beside the customer's number: whole email addresses, handles and numbers
 * of the customer and of everybody who takes part. The column `Interaction.addressKeys`.
 */
export function addressKeys(
  state: Pick<InteractionState, 'customer' | 'participants' | 'ourNumber'>,
  defaultCountry: string | null,
): string[] {
  const { email, handle } = state.customer;
  const keys = [{ email, handle, number: undefined }, ...state.participants].flatMap((one) => [
    one.email === undefined ? null : addressKey(one.email),
    one.handle === undefined ? null : addressKey(one.handle),
    one.number === undefined ? null : participantKey(one.number, state, defaultCountry),
  ]);
  return [...new Set(keys)].filter((key) => key !== null);
}

/** Also of what somebody types. */
export function addressKey(text: string): string {
  return text.trim().toLowerCase();
}
