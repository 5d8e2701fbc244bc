import { z } from 'zod';
import { canonicalEmail } from '../base/canonical-email';
import { phoneKey } from '../phone/key';
import { countryOfLine, readPhone } from '../phone/phone';
import { isTooShortForCustomer } from '../phone/service-number';
import { digitsIn } from '../phone/plain-text';
import { isExcluded, isExcludedLine, type ReadEntry } from './excluded-numbers';
import type { Channel } from './interaction';
import type { InteractionState } from './state';

/**
 * With whom an interaction is if not with a customer: nobody is searched for, no new card is offered, and only rules that say
 * so log it. `internal`: a colleague · `private`: a personal number, nobody's business · `line`: all on this line ·
 * `service`: an emergency or service number.
 */
export const NON_CUSTOMERS = ['internal', 'private', 'line', 'service'] as const;
export type NonCustomerKind = (typeof NON_CUSTOMERS)[number];

/** An email only names addresses, and colleagues are among them in customers' emails too. */
export function canBe(kind: NonCustomerKind, channel: Channel): boolean {
  return kind === 'line' || channel !== 'email';
}

/** The column `Interaction.nonCustomer`. */
export const nonCustomerSchema = z.object({
  kind: z.enum(NON_CUSTOMERS),
  /** The colleague or the line, if known. */
  name: z.string().nullable(),
});
export type NonCustomer = z.infer<typeof nonCustomerSchema>;

/** An invalid stored one shows as a customer's. */
export function readNonCustomer(stored: unknown): NonCustomer | null {
  return nonCustomerSchema.nullable().safeParse(stored).data ?? null;
}

export function isSameNonCustomer(a: NonCustomer | null, b: NonCustomer | null): boolean {
  return a?.kind === b?.kind && a?.name === b?.name;
}

export interface KnownPeople {
  excluded: readonly ReadEntry[];
  /** Names of users by id, for the entries that name one. */
  users: ReadonlyMap<string, string>;
  /** Names of active users, by email address. */
  colleagues: ReadonlyMap<string, string>;
  /** Names of the other agents who take part. */
  others: readonly string[];
  defaultCountry: string | null;
}

/** Null: it may be a customer. Whatever a transfer adds to a customer's call is not among the customer's facts: see `addFacts`. */
export function nonCustomerOf(state: InteractionState, known: KnownPeople): NonCustomer | null {
  const { customer, ourNumber } = state;
  const { excluded, users, colleagues, others, defaultCountry } = known;
  const line = excluded.find((entry) => isExcludedLine(entry, state, defaultCountry));
  if (line) return { kind: 'line', name: line.from };
  if (!canBe('internal', state.channel)) return null;
  const ofColleague = addressesOf(customer).flatMap((address) => colleagues.get(address) ?? []);
  if (ofColleague[0] !== undefined) return { kind: 'internal', name: ofColleague[0] };
  if (customer.withheld === true || !customer.number) return null;

  const context = { defaultCountry, dialledCountry: countryOfLine(ourNumber, defaultCountry) };
  const key = phoneKey(customer.number, context);
  const entry = excluded.find((one) => isExcluded(one, key));
  const [other = null] = others.length === 1 ? others : [];
  if (entry?.kind === 'private') return { kind: 'private', name: null };
  if (entry) return { kind: 'internal', name: (entry.userId && users.get(entry.userId)) ?? other };
  const reading = readPhone(customer.number, context);
  if (reading.ok || (reading.reason !== 'short_code' && reading.reason !== 'internal_extension')) return null;
  const isService = reading.reason === 'short_code';
  // Behind a country code, only an emergency number is that short.
  const isSure =
    reading.text.startsWith('+') ||
    isTooShortForCustomer(digitsIn(reading.text), [context.dialledCountry, defaultCountry]);
  if (!isSure) return null;
  return isService ? { kind: 'service', name: null } : { kind: 'internal', name: other };
}

/** A colleague may be reported by email address, or by a SIP address that equals it. */
export function addressesOf({ email, number }: InteractionState['customer']): string[] {
  const [, sip = ''] = /(?:^|<|\s)(?:sips?:)?([^\s<>:;@]+@[^\s<>:;?]+)/i.exec(number ?? '') ?? [];
  return [email, canonicalEmail(sip) ?? undefined].filter((address) => address !== undefined);
}
