import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import type { ProfileInput } from '@/lib/domain/people/profile';
import type { Tx } from '@/lib/platform/db';

/** Objects must belong to the chosen CRMs, and fields to their objects. Errors are reported at the invalid choice. */
export async function checkProfile(tx: Tx, profile: ProfileInput): Promise<void> {
  const problems: Record<string, MessageRef> = {};
  const crms = new Set(
    (await tx.crm.findMany({ where: { id: { in: profile.crmIds } }, select: { id: true } })).map(({ id }) => id),
  );
  profile.crmIds.forEach((id, index) => {
    if (!crms.has(id)) problems[`crmIds.${index}`] = { key: 'crm_gone' };
  });

  const objects = await tx.crmObject.findMany({
    where: { id: { in: profile.objects.map(({ objectId }) => objectId) } },
    select: { id: true, crmId: true, fields: { select: { id: true } } },
  });
  const seen = new Set<string>();
  profile.objects.forEach(({ objectId, fieldIds }, index) => {
    const object = objects.find(({ id }) => id === objectId);
    if (!object || !crms.has(object.crmId)) problems[`objects.${index}.objectId`] = { key: 'object_gone' };
    if (seen.has(objectId)) problems[`objects.${index}.objectId`] = { key: 'object_twice' };
    seen.add(objectId);
    fieldIds.forEach((fieldId, position) => {
      if (object && !object.fields.some(({ id }) => id === fieldId))
        problems[`objects.${index}.fieldIds.${position}`] = { key: 'field_gone' };
    });
  });
  if (Object.keys(problems).length > 0) throw new AppError('INVALID_INPUT', { fields: problems });
}

/** Replaces everything the profile shows. */
export async function storeProfile(tx: Tx, profileId: string, profile: ProfileInput): Promise<void> {
  await tx.profileCrm.deleteMany({ where: { profileId } });
  await tx.profileObject.deleteMany({ where: { profileId } });
  await tx.profileCrm.createMany({
    data: profile.crmIds.map((crmId, index) => ({ profileId, crmId, position: index + 1 })),
  });
  await tx.profileObject.createMany({ data: profile.objects.map((object) => ({ ...object, profileId })) });
}
