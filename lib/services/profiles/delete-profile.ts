import { AppError } from '@/lib/domain/base/app-error';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { dependentsOfProfile, readStored } from './queries';

/** Refused while a user has it. */
export async function deleteProfile(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'profiles.delete');
  await write(ctx, 'profiles.delete', async (tx) => {
    const profile = found(await readStored(tx, input.id));
    const dependents = await dependentsOfProfile(tx, profile.id);
    if (dependents.length > 0) throw new AppError('IN_USE', { details: { dependents } });
    await tx.profile.delete({ where: { id: profile.id } });
    const { id, version: _version, ...before } = profile;
    await recordHistory(ctx, tx, {
      action: 'profile.deleted',
      entity: 'profile',
      entityId: id,
      entityName: profile.name,
      before,
    });
  });
}
