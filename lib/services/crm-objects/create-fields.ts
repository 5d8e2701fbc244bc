import type { z } from 'zod';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import { crmFieldsInputSchema } from '@/lib/domain/crm/crm';
import { scheduleAccountOptions } from '../connections/schedule-account-options';
import { checkLimit } from '../check-limit';
import { authorise, found, parseInput, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crm-objects/create-fields',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds one field typed by hand or several picked from the provider's schema, all or none, at the end. */
export async function createFields(
  ctx: Ctx,
  input: { objectId: string } & z.input<typeof crmFieldsInputSchema>,
): Promise<{ ids: string[] }> {
  authorise(ctx, POLICY);
  const { objectId, ...rest } = input;
  const { fields } = parseInput(crmFieldsInputSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'fieldsPerObject', () => tx.crmField.count({ where: { objectId } }), {
      parentId: objectId,
      adding: fields.length,
    });
    const object = found(
      await tx.crmObject.findUnique({
        where: { id: objectId },
        include: {
          crm: { select: { authMethodId: true } },
          fields: { select: { name: true, apiName: true, position: true } },
        },
      }),
    );
    refuseTaken(object.fields, fields);
    let position = Math.max(0, ...object.fields.map((field) => field.position));
    const ids: string[] = [];
    let recorded = withoutHistory('nothing changed');
    for (const field of fields) {
      position += 1;
      const made = await tx.crmField.create({ data: { ...field, objectId, position } });
      ids.push(made.id);
      recorded = await recordHistory(ctx, tx, {
        action: 'crm-field.created',
        entity: 'crm-field',
        entityId: made.id,
        entityName: made.name,
        after: { ...field, object: object.name },
      });
    }
    await scheduleAccountOptions(tx, object.crm.authMethodId);
    return recorded.with({ ids });
  });
}

/** Reports the conflict at the field whose name is taken. */
function refuseTaken(
  stored: readonly { name: string; apiName: string }[],
  fields: readonly { name: string; apiName: string }[],
): void {
  const names = new Set(stored.map(({ name }) => name));
  const apiNames = new Set(stored.map(({ apiName }) => apiName));
  const problems: Record<string, MessageRef> = {};
  fields.forEach((field, index) => {
    if (names.has(field.name)) problems[`fields.${index}.name`] = { key: 'taken' };
    if (apiNames.has(field.apiName)) problems[`fields.${index}.apiName`] = { key: 'taken' };
    names.add(field.name);
    apiNames.add(field.apiName);
  });
  if (Object.keys(problems).length > 0) throw new AppError('CONFLICT', { key: 'taken', fields: problems });
}
