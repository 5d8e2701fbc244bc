import { z } from 'zod';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import { encodeFieldValue, valueIn } from '@/lib/domain/crm/fields';
import { textToHtml } from '@/lib/domain/crm/html-text';
import type { RecordValues } from '@/lib/domain/crm/records';
import { withAccess } from '../connections/with-access';
import { parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { loadAgentModel, requireObject, type AgentObject } from './internal';
import { propertiesOf, toWrittenCard, type WrittenCard } from './describe-card';
import { mapProviderFieldErrors } from './map-provider-field-errors';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'cards/edit-card',
  access: 'signed in',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'own',
});

/** Field ID to entered value; null or empty clears the field. */
export const cardValuesSchema = z
  .record(z.uuid('wrong_format'), z.string().max(65_536).nullable())
  .refine((values) => Object.keys(values).length <= 100, 'too_big_list');
export const cardEditSchema = z.strictObject({
  objectId: z.uuid('wrong_format'),
  recordId: z.string().min(1).max(100),
  values: cardValuesSchema,
});

/** Writes the changed fields to the CRM and records them in the history. Returns the card and the fields the CRM didn't save. */
export async function editCard(ctx: Ctx, input: z.input<typeof cardEditSchema>): Promise<WrittenCard> {
  const actor = requireUser(ctx);
  const { objectId, recordId, values: typed } = parseInput(cardEditSchema, input);
  const { crm, object } = requireObject(await loadAgentModel(ctx, actor), objectId, 'canEdit');
  const values = encodeValues(object, typed);
  const ref = { objectApiName: object.apiName, id: recordId };

  const before = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(access, ref, propertiesOf(object)),
  );
  const answer = await mapProviderFieldErrors(object, () =>
    withAccess(ctx, crm.authMethod.id, (access, provider) => provider.records.update(access, ref, values)),
  );
  // An update returns only what changed; the card needs all its fields.
  const record = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(access, ref, propertiesOf(object)),
  ).catch((error: unknown) => {
    // The values are written, so neither the agent nor the history may see a failure.
    ctx.log.warn({ err: error, recordId }, 'an edited record could not be read again');
    return { ...before, values: { ...before.values, ...answer.values } };
  });
  const { card, stored } = toWrittenCard(
    crm,
    object,
    { sent: values, before: before.values, answered: answer.values, record },
    ctx.config.defaultCountry,
  );
  const changed = Object.keys(stored).filter(
    (name) => (valueIn(before.values, name) ?? '') !== (valueIn(stored, name) ?? ''),
  );
  if (changed.length > 0) {
    await write(ctx, POLICY, (tx) =>
      recordHistory(ctx, tx, {
        action: 'record.edited',
        entity: 'record',
        entityId: `${crm.authMethod.portalId ?? ''}/${object.apiName}/${recordId}`,
        entityName: card.title,
        before: pick(before.values, changed),
        after: pick(stored, changed),
      }),
    );
  }
  return card;
}

/** Converts input to provider values. Any invalid field refuses the whole edit, with a message next to each. */
export function encodeValues(object: AgentObject, typed: Record<string, string | null>): RecordValues {
  const values: RecordValues = {};
  const problems: Record<string, MessageRef> = {};
  for (const [fieldId, text] of Object.entries(typed)) {
    const field = object.shown.find(({ id }) => id === fieldId);
    const encoded = field ? encodeFieldValue(field, text) : null;
    if (!field) problems[`values.${fieldId}`] = { key: 'field_gone' };
    else if (encoded?.ok === false) problems[`values.${fieldId}`] = encoded.message;
    else if (encoded?.ok)
      values[field.apiName] = field.facts?.isHtml && encoded.value !== null ? textToHtml(encoded.value) : encoded.value;
  }
  if (Object.keys(problems).length > 0) throw new AppError('INVALID_INPUT', { fields: problems });
  if (Object.keys(values).length === 0) throw new AppError('INVALID_INPUT', { key: 'nothing_changed' });
  return values;
}

function pick(values: RecordValues, names: readonly string[]): RecordValues {
  return Object.fromEntries(names.map((name) => [name, valueIn(values, name)]));
}
