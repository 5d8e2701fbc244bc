import { z } from 'zod';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import { changedChoices, choicesIn } from '@/lib/domain/crm/choices';
import type { EncodedValue } from '@/lib/domain/crm/field-value';
import { encodeFieldValue, isSameValue, valueIn } from '@/lib/domain/crm/fields';
import { textToHtml } from '@/lib/domain/crm/html-text';
import type { CrmRecord, RecordValues } from '@/lib/domain/crm/records';
import { withAccess } from '../connections/with-access';
import { parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { loadAgentModel, requireObject, type AgentField, type AgentObject } from './internal';
import { propertiesOf, shownValue, toWrittenCard, type WrittenCard } from './describe-card';
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
  seen: cardValuesSchema.optional().meta({
    description:
      'What the agent saw of these fields when they began. A value that is another one in the CRM by now is refused; of several choices, only what was added or removed is changed.',
  }),
});

/** Writes the changed fields to the CRM and records them in the history. Returns the card and the fields the CRM didn't save. */
export async function editCard(ctx: Ctx, input: z.input<typeof cardEditSchema>): Promise<WrittenCard> {
  const actor = requireUser(ctx);
  const { objectId, recordId, values: typed, seen = {} } = parseInput(cardEditSchema, input);
  const { crm, object } = requireObject(await loadAgentModel(ctx, actor), objectId, 'canEdit');
  const values = encodeValues(object, typed);
  const ref = { objectApiName: object.apiName, id: recordId };

  const before = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(access, ref, propertiesOf(object)),
  );
  keepOthersChanges(ctx, { object, values, seen, before });
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

/** Refuses to replace what somebody else wrote since the agent looked, and applies changed choices to those there now. */
function keepOthersChanges(
  ctx: Ctx,
  {
    object,
    values,
    seen,
    before,
  }: { object: AgentObject; values: RecordValues; seen: RecordValues; before: CrmRecord },
): void {
  const changed: AgentField[] = [];
  for (const field of object.shown) {
    if (!Object.hasOwn(values, field.apiName) || !Object.hasOwn(seen, field.id)) continue;
    const saw = valueIn(seen, field.id);
    const now = shownValue(field, before);
    if (field.isMultiple) {
      const chosen = valueIn(values, field.apiName) ?? '';
      values[field.apiName] = changedChoices({ seen: saw ?? '', chosen, stored: now ?? '' });
    } else if (!isSameValue(field, saw, now, ctx.config.defaultCountry)) changed.push(field);
  }
  if (changed.length === 0) return;
  throw new AppError('CONFLICT', {
    key: 'record_changed',
    fields: Object.fromEntries(
      changed.map(({ id }): [string, MessageRef] => [`values.${id}`, { key: 'changed_in_crm' }]),
    ),
    details: { current: Object.fromEntries(changed.map((field) => [field.id, shownValue(field, before)])) },
  });
}

/** Converts input to provider values. Any invalid field refuses the whole edit, with a message next to each. */
export function encodeValues(object: AgentObject, typed: Record<string, string | null>): RecordValues {
  const values: RecordValues = {};
  const problems: Record<string, MessageRef> = {};
  for (const [fieldId, text] of Object.entries(typed)) {
    const field = object.shown.find(({ id }) => id === fieldId);
    const encoded = field ? encode(field, text) : null;
    if (!field) problems[`values.${fieldId}`] = { key: 'field_gone' };
    else if (encoded?.ok === false) problems[`values.${fieldId}`] = encoded.message;
    else if (encoded?.ok)
      values[field.apiName] = field.facts?.isHtml && encoded.value !== null ? textToHtml(encoded.value) : encoded.value;
  }
  if (Object.keys(problems).length > 0) throw new AppError('INVALID_INPUT', { fields: problems });
  if (Object.keys(values).length === 0) throw new AppError('INVALID_INPUT', { key: 'nothing_changed' });
  return values;
}

/** Of several choices each one is checked. */
function encode(field: AgentField, text: string | null): EncodedValue {
  const choices = field.isMultiple ? choicesIn(text ?? '') : [];
  if (choices.length < 2) return encodeFieldValue(field, text);
  const refused = choices.map((choice) => encodeFieldValue(field, choice)).find(({ ok }) => !ok);
  return refused ?? { ok: true, value: choices.join(';') };
}

function pick(values: RecordValues, names: readonly string[]): RecordValues {
  return Object.fromEntries(names.map((name) => [name, valueIn(values, name)]));
}
