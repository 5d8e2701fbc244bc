import type { BannerInteraction, BannerObject, BannerState } from '@/lib/domain/answers/banner';
import { identityFields } from '@/lib/domain/crm/field-types';
import { formatPhone, readPhone, writtenNumber } from '@/lib/domain/phone/phone';

/** The name and match grade of an interaction, for all parts of the Banner. */
export type Grade = 'exact' | 'probable' | 'maybe' | 'unknown' | 'withheld';

/** A colleague's name, the formatted number, or else the email address, handle or name. Null if withheld or unknown. */
export function nameOf(
  { customer, nonCustomer }: Pick<BannerInteraction, 'customer' | 'nonCustomer'>,
  defaultCountry: string,
): string | null {
  if (nonCustomer?.kind === 'internal' && nonCustomer.name !== null) return nonCustomer.name;
  if (customer.withheld) return null;
  if (customer.number) {
    const reading = readPhone(customer.number, { defaultCountry });
    return !reading.ok && (reading.reason === 'withheld' || reading.reason === 'empty')
      ? null
      : formatPhone(customer.number, { defaultCountry });
  }
  return customer.email ?? customer.handle ?? customer.name ?? null;
}

export function gradeOf({ decision }: Pick<BannerInteraction, 'decision'>): Grade | null {
  if (decision === null || decision.kind === 'unavailable' || decision.kind === 'hidden') return null;
  if (decision.kind === 'open') return decision.card.grade;
  if (decision.kind === 'choose') return decision.cards[0]?.grade ?? 'unknown';
  if (decision.kind === 'withheld') return 'withheld';
  // Without a scenario there was no search, so "unknown" would be wrong.
  return decision.scenarioId === null ? null : 'unknown';
}

/** Whether it is no longer the agent's, and only stays to say why: a colleague answered, or it stopped ringing. */
export function isLeaving({ ending }: Pick<BannerInteraction, 'ending'>): boolean {
  return ending === 'answered_elsewhere' || ending === 'withdrawn';
}

/** Whether its card is of an object that the agent's profile hides. */
export function isCardHidden({
  cards,
  hiddenCards,
  decision,
}: Pick<BannerInteraction, 'cards' | 'hiddenCards' | 'decision'>): boolean {
  return cards.length === 0 && (hiddenCards > 0 || decision?.kind === 'hidden');
}

/** Whether nobody said whom an interaction was about that is logged, or will be. */
export function isCustomerMissing({
  cards,
  hiddenCards,
  ledger,
}: Pick<BannerInteraction, 'cards' | 'hiddenCards' | 'ledger'>): boolean {
  return cards.length === 0 && hiddenCards === 0 && ledger !== 'open' && ledger !== 'not_logged';
}

/** Whether a scenario runs only when the agent asks for it. */
export function canAgentSearch({ decision }: Pick<BannerInteraction, 'decision'>): boolean {
  return (
    decision !== null &&
    decision.scenarioId === null &&
    decision.trace.some(({ code, params }) => code === 'scenario_other_moment' && params['moment'] === 'manual')
  );
}

/** Prefills a new card: the number in its first phone field, the address in its first email field. */
export function prefilled(
  object: Pick<BannerObject, 'fields'>,
  { customer, nonCustomer }: Pick<BannerInteraction, 'customer' | 'nonCustomer'>,
  defaultCountry: string,
): Record<string, string> {
  if (nonCustomer !== null) return {};
  const number = customer.withheld || !customer.number ? undefined : readPhone(customer.number, { defaultCountry });
  const known = { phone: number?.ok ? writtenNumber(number.phone) : undefined, email: customer.email };
  const entries = (['phone', 'email'] as const).flatMap((identity) => {
    const field = identityFields(object.fields, identity).find(({ readOnly }) => !readOnly);
    const value = known[identity];
    return field && value ? [[field.id, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** All objects of the profile, in its order. */
export function objectsOf({
  crms,
}: Pick<BannerState, 'crms'>): (BannerObject & { crm: string; isConnected: boolean })[] {
  return crms.flatMap((crm) =>
    crm.objects.map((object) => ({ ...object, crm: crm.name, isConnected: crm.isConnected })),
  );
}
