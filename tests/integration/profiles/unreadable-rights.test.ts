import { expect, it } from 'vitest';
import { editProfile } from '@/lib/services/profiles/edit-profile';
import { readProfile } from '@/lib/services/profiles/queries';
import { configureArticle } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();

it('invalid stored rights are named, hidden from agents, and replaced by the next save', async () => {
  await configureArticle(world);
  const admin = world.ctx(world.administrator.actor);
  const broken = await world.db.profileObject.findFirstOrThrow({ where: { canView: true } });
  const key = { profileId: broken.profileId, objectId: broken.objectId };
  const id = broken.profileId;
  await world.db.profileObject.update({
    where: { profileId_objectId: key },
    data: { canView: false, canEdit: true },
  });

  const profile = await readProfile(admin, { id });
  expect(profile.unreadableObjectIds).toEqual([broken.objectId]);
  expect(profile.objects.map(({ objectId }) => objectId)).not.toContain(broken.objectId);

  const { id: _id, unreadableObjectIds: _ids, ...values } = profile;
  await editProfile(admin, {
    ...values,
    id,
    objects: [
      ...values.objects,
      { objectId: broken.objectId, canView: true, canCreate: false, canEdit: false, fieldIds: [] },
    ],
  });
  const saved = await readProfile(admin, { id });
  expect(saved.unreadableObjectIds).toEqual([]);
  expect(saved.objects.map(({ objectId }) => objectId)).toContain(broken.objectId);
});
