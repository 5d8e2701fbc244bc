import { z } from 'zod';
import { AppError, type Said } from '@/lib/domain/app-error';
import { withAccess } from '../auth-methods/with-access';
import { parseInput, recordHistory, requireUser, write, type Ctx } from '../context';
import { loadAgentModel, requireObject } from './agent-model';
import { propertiesOf, toWrittenCard, type WrittenCard } from './card';
import { cardValuesSchema, encodeValues } from './edit-card';
import { sayRefusedValues } from './say-refused-values';

export const cardCreationSchema = z.strictObject({ objectId: z.uuid('wrong_format'), values: cardValuesSchema });

/** A new record at the CRM, typed by an agent. Never by itself: nothing creates a customer in a look-up. */
export async function createCard(ctx: Ctx, input: z.input<typeof cardCreationSchema>): Promise<WrittenCard> {
  const actor = requireUser(ctx);
  const { objectId, values: typed } = parseInput(cardCreationSchema, input);
  const { crm, object } = requireObject(await loadAgentModel(ctx, actor), objectId, 'canCreate');
  const values = encodeValues(object, typed);
  const missing = object.shown.filter((field) => field.required && !field.readOnly && !values[field.apiName]);
  if (missing.length > 0) {
    const fields = Object.fromEntries(missing.map(({ id }): [string, Said] => [`values.${id}`, { key: 'required' }]));
    throw new AppError('INVALID_INPUT', { fields });
  }

  const created = await sayRefusedValues(object, () =>
    withAccess(ctx, crm.authMethod.id, (access, provider) => provider.records.create(access, { objectApiName: object.apiName, values })),
  );
  // It is there now: an agent who is told of a failure would make it a second time.
  const record = await withAccess(ctx, crm.authMethod.id, (access, provider) =>
    provider.records.get(access, { objectApiName: object.apiName, id: created.id }, propertiesOf(object)),
  ).catch((error: unknown) => {
    ctx.log.warn({ err: error, recordId: created.id }, 'a new record could not be read again');
    return created;
  });
  const { card, stored } = toWrittenCard(crm, object, { sent: values, answered: created.values, record }, ctx.config.defaultCountry);
  await write(ctx, null, (tx) =>
    recordHistory(ctx, tx, {
      action: 'record.created',
      entity: 'record',
      entityId: `${crm.authMethod.portalId ?? ''}/${object.apiName}/${record.id}`,
      entityName: card.title,
      after: stored,
    }),
  );
  return card;
}
