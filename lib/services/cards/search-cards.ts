import { z } from 'zod';
import type { RecordCriterion } from '@/lib/domain/records';
import { readPhone } from '@/lib/domain/phone';
import { parseInput, requireUser, type Ctx } from '../context';
import { withAccess } from '../auth-methods/with-access';
import { loadAgentModel, requireObject, type AgentObject } from './agent-model';
import { propertiesOf, toCard, type Card } from './card';

export const cardSearchSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  text: z.string().trim().min(2, 'search_short').max(200),
});

const LIMIT = 20;

/** Cards by what an agent types: a number is looked for as a number, an address as an address, anything else as words. */
export async function searchCards(ctx: Ctx, input: z.input<typeof cardSearchSchema>): Promise<{ cards: Card[]; total: number }> {
  const actor = requireUser(ctx);
  const { objectId, text } = parseInput(cardSearchSchema, input);
  const { crm, object } = requireObject(await loadAgentModel(ctx, actor), objectId, 'canView');
  const page = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.search(access, {
      objectApiName: object.apiName,
      criteria: [criterionFor(object, text, ctx.config.defaultCountry)],
      properties: propertiesOf(object),
      limit: LIMIT,
    }),
  );
  return { cards: page.records.map((record) => toCard(crm, object, record)), total: page.total };
}

function criterionFor(object: AgentObject, text: string, defaultCountry: string): RecordCriterion {
  const emails = object.fields.filter(({ type }) => type === 'email').map(({ apiName }) => apiName);
  if (emails.length > 0 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { kind: 'email', properties: emails, email: text.toLowerCase() };
  const phones = object.fields.filter(({ type }) => type === 'phone').map(({ apiName }) => apiName);
  if (phones.length > 0 && /^[+(\d][\d\s().\-/+]{5,}$/.test(text)) {
    const reading = readPhone(text, { defaultCountry });
    if (reading.ok) return { kind: 'phone', properties: phones, phone: reading.phone };
  }
  return { kind: 'text', text };
}
