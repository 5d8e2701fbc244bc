import { AppError } from '@/lib/domain/base/app-error';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { dependentsOfTag } from './dependents';
import { historyOf } from './internal';

/** Refused while any entity has it. */
export async function deleteTag(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'tags.delete');
  await write(ctx, 'tags.delete', async (tx) => {
    // A concurrent tagging waits and then finds the tag gone; otherwise the entity would silently lose it.
    await tx.$queryRaw`SELECT "id" FROM "Tag" WHERE "id" = ${input.id}::uuid FOR UPDATE`;
    const tag = found(await tx.tag.findUnique({ where: { id: input.id } }));
    const dependents = await dependentsOfTag(ctx, tx, tag.id);
    if (dependents.length > 0) throw new AppError('IN_USE', { details: { dependents } });
    await tx.tag.delete({ where: { id: tag.id } });
    await recordHistory(ctx, tx, {
      action: 'tag.deleted',
      entity: 'tag',
      entityId: tag.id,
      entityName: tag.name,
      before: historyOf(tag),
    });
  });
}
