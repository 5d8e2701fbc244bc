import { z } from 'zod';
import { canonicalEmail } from '@/lib/domain/base/canonical-email';
import { doWordsMatch } from '@/lib/domain/crm/card-words';
import { identityFields } from '@/lib/domain/crm/field-types';
import { valueIn } from '@/lib/domain/crm/fields';
import { numberGrader } from '@/lib/domain/phone/grade';
import { readPhone } from '@/lib/domain/phone/phone';
import type { CrmRecord, RecordCriterion } from '@/lib/domain/crm/records';
import { parseInput, type Ctx } from '../context';
import { withAccess } from '../connections/with-access';
import { requireObject, type AgentModel, type AgentObject } from './internal';
import { propertiesOf, describeCard, type Card } from './describe-card';

export const cardSearchSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  text: z.string().trim().min(2, 'search_short').max(200),
});

const LIMIT = 20;
/** How many records of a search that returns too much are examined. */
const LOOKED_AT = 100;

/**
 * Finds cards by what somebody types: as a phone number, an email or free text. Searches only the fields the profile
 * shows, because a match would confirm a hidden value.
 */
export async function findCards(
  ctx: Ctx,
  model: AgentModel,
  input: z.input<typeof cardSearchSchema>,
): Promise<{ cards: Card[]; total: number }> {
  const { objectId, text } = parseInput(cardSearchSchema, input);
  const { crm, object } = requireObject(model, objectId, 'canView');
  const criterion = criterionFor(object, text, ctx.config.defaultCountry);
  const page = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.search(access, {
      objectApiName: object.apiName,
      criteria: [criterion],
      properties: propertiesOf(object),
      limit: criterion.kind === 'text' || criterion.kind === 'phone' ? LOOKED_AT : LIMIT,
    }),
  );
  const records = page.records.filter(matcherOf(criterion, object, ctx.config.defaultCountry));
  const total = records.length < page.records.length ? records.length : page.total;
  return { cards: records.slice(0, LIMIT).map((record) => toListed(describeCard(crm, object, record))), total };
}

/** What a CRM's search returns beyond what was meant: matches in fields that the profile hides, numbers that are only alike. */
function matcherOf(
  criterion: RecordCriterion,
  object: AgentObject,
  defaultCountry: string,
): (record: CrmRecord) => boolean {
  if (criterion.kind === 'text') return ({ values }) => doWordsMatch(object.shown, values, criterion.text);
  if (criterion.kind !== 'phone') return () => true;
  const gradeNumber = numberGrader(criterion.phone, { defaultCountry });
  return ({ values }) => criterion.properties.some((name) => gradeNumber(valueIn(values, name) ?? '') !== 'none');
}

/** Keeps only the options that label each field's value: editing opens the card first, and owner lists are long. */
function toListed(card: Card): Card {
  const isHeld = (held: string | null, value: string) =>
    held === value || (held?.split(';').some((part) => part.trim() === value) ?? false);
  return {
    ...card,
    fields: card.fields.map((field) => ({
      ...field,
      options: field.options.filter(({ value }) => isHeld(field.value, value)),
    })),
  };
}

function criterionFor(object: AgentObject, text: string, defaultCountry: string): RecordCriterion {
  const emails = identityFields(object.shown, 'email').flatMap(({ apiName, further = [] }) => [apiName, ...further]);
  const email = canonicalEmail(text);
  if (emails.length > 0 && email !== null) return { kind: 'email', properties: emails, email };
  const phones = identityFields(object.shown, 'phone').map(({ apiName }) => apiName);
  if (phones.length > 0 && /^[+(\d][\d\s().\-/+]{5,}$/.test(text)) {
    const reading = readPhone(text, { defaultCountry });
    if (reading.ok) return { kind: 'phone', properties: phones, phone: reading.phone };
  }
  return { kind: 'text', text };
}
