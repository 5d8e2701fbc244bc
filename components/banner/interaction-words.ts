import type { BannerInteraction, BannerObject, BannerState } from '@/lib/domain/answers/banner';
import { identityFields } from '@/lib/domain/crm/field-types';
import { formatPhone, readPhone } from '@/lib/domain/phone/phone';

/** How an interaction is named and graded, wherever it shows. */
export type Grade = 'exact' | 'probable' | 'maybe' | 'unknown' | 'withheld';

/** The number first, as it is written in its country; else the address or the handle. Null: withheld, or nothing is known. */
export function nameOf({ customer }: Pick<BannerInteraction, 'customer'>, defaultCountry: string): string | null {
  if (customer.withheld) return null;
  if (customer.number) {
    const reading = readPhone(customer.number, { defaultCountry });
    return !reading.ok && reading.reason === 'withheld' ? null : formatPhone(customer.number, { defaultCountry });
  }
  return customer.email ?? customer.handle ?? customer.name ?? null;
}

export function gradeOf({ decision }: Pick<BannerInteraction, 'decision'>): Grade | null {
  if (decision === null || decision.kind === 'unavailable' || decision.kind === 'hidden') return null;
  if (decision.kind === 'open') return decision.card.grade;
  if (decision.kind === 'choose') return decision.cards[0]?.grade ?? 'unknown';
  if (decision.kind === 'withheld') return 'withheld';
  // Without a scenario nothing was looked for, so nothing is unknown.
  return decision.scenarioId === null ? null : 'unknown';
}

/** Its card is of an object that the agent's profile does not show. */
export function isCardHidden({
  cards,
  hiddenCards,
  decision,
}: Pick<BannerInteraction, 'cards' | 'hiddenCards' | 'decision'>): boolean {
  return cards.length === 0 && (hiddenCards > 0 || decision?.kind === 'hidden');
}

/** A scenario waits for the agent's word. */
export function isForAgentToAsk({ decision }: Pick<BannerInteraction, 'decision'>): boolean {
  return (
    decision !== null &&
    decision.scenarioId === null &&
    decision.trace.some(({ code, params }) => code === 'scenario_other_moment' && params['moment'] === 'manual')
  );
}

/** What a new card of an object begins with: the number into its first phone field, the address into its first e-mail field. */
export function prefilled(
  object: Pick<BannerObject, 'fields'>,
  { customer }: Pick<BannerInteraction, 'customer'>,
  defaultCountry: string,
): Record<string, string> {
  const number = customer.withheld || !customer.number ? undefined : readPhone(customer.number, { defaultCountry });
  const known = { phone: number?.ok ? (number.phone.e164 ?? number.phone.raw) : undefined, email: customer.email };
  const entries = (['phone', 'email'] as const).flatMap((identity) => {
    const field = identityFields(object.fields, identity).find(({ readOnly }) => !readOnly);
    const value = known[identity];
    return field && value ? [[field.id, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Every object of the profile, in its order. */
export function objectsOf({
  crms,
}: Pick<BannerState, 'crms'>): (BannerObject & { crm: string; isConnected: boolean })[] {
  return crms.flatMap((crm) =>
    crm.objects.map((object) => ({ ...object, crm: crm.name, isConnected: crm.isConnected })),
  );
}
