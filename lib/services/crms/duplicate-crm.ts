import type { Prisma } from '@/prisma/generated/client';
import { toJson } from '@/lib/platform/json';
import { copyName, copyReference } from '../copy-name';
import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'crms/duplicate-crm',
  access: 'crm.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Copies the CRM with its tags, objects, fields, scenarios and rules (switched off), on the same authentication method. */
export async function duplicateCrm(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'crms', () => tx.crm.count());
    const source = found(
      await tx.crm.findUnique({
        where: { id: input.id },
        include: {
          objects: { include: { fields: true } },
          scenarios: true,
          rules: true,
          tags: { select: { id: true } },
        },
      }),
    );
    const others = await tx.crm.findMany({ select: { name: true, reference: true } });
    const copy = await tx.crm.create({
      data: {
        name: copyName(ctx.actor, source.name, others),
        reference: copyReference(source.reference, others),
        type: source.type,
        authMethodId: source.authMethodId,
        tags: { connect: source.tags },
      },
    });

    /** Maps old IDs to new ones, for objects and fields. */
    const ids = new Map<string, string>();
    for (const object of source.objects) {
      const made = await tx.crmObject.create({
        data: {
          crmId: copy.id,
          name: object.name,
          apiName: object.apiName,
          position: object.position,
          newRecordOwner: object.newRecordOwner,
        },
      });
      ids.set(object.id, made.id);
      for (const field of object.fields) {
        const { name, apiName, type, position, required, readOnly } = field;
        const copied = await tx.crmField.create({
          data: {
            objectId: made.id,
            name,
            apiName,
            type,
            position,
            required,
            readOnly,
            options: withIds(field.options, ids),
          },
        });
        ids.set(field.id, copied.id);
      }
    }
    for (const { name, position, definition, acceptedFindings, uncheckedSince } of source.scenarios) {
      await tx.screenPopScenario.create({
        data: {
          crmId: copy.id,
          name,
          position,
          enabled: false,
          definition: withIds(definition, ids),
          acceptedFindings: toJson(acceptedFindings),
          uncheckedSince,
        },
      });
    }
    for (const { name, position, definition, acceptedFindings, uncheckedSince } of source.rules) {
      await tx.assignmentRule.create({
        data: {
          crmId: copy.id,
          name,
          position,
          enabled: false,
          definition: withIds(definition, ids),
          acceptedFindings: toJson(acceptedFindings),
          uncheckedSince,
        },
      });
    }
    const recorded = await recordHistory(ctx, tx, {
      action: 'crm.duplicated',
      entity: 'crm',
      entityId: copy.id,
      entityName: copy.name,
      after: { copyOf: source.name, name: copy.name, reference: copy.reference },
    });
    return recorded.with({ id: copy.id });
  });
}

/** The definition with its IDs replaced by the copies'. */
function withIds(definition: Prisma.JsonValue, ids: ReadonlyMap<string, string>) {
  return toJson(mapTexts(definition, (text) => text.replaceAll(UUID, (id) => ids.get(id) ?? id)));
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every text in a JSON value changed, keys included. */
function mapTexts(value: Prisma.JsonValue | undefined, change: (text: string) => string): Prisma.JsonValue {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), mapTexts(one, change)]));
}
