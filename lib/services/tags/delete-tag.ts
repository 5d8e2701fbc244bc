import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { listTagDependents } from './list-tag-dependents';
import { historyOf } from './internal';
import { refuseInUse } from '../refuse-in-use';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'tags/delete-tag',
  access: 'tags.delete',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Refused while any entity has it. */
export async function deleteTag(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    // A concurrent tagging waits and then finds the tag gone; otherwise the entity would silently lose it.
    await tx.$queryRaw`SELECT "id" FROM "Tag" WHERE "id" = ${input.id}::uuid FOR UPDATE`;
    const tag = found(await tx.tag.findUnique({ where: { id: input.id } }));
    refuseInUse(await listTagDependents(ctx, tx, tag.id));
    await tx.tag.delete({ where: { id: tag.id } });
    return recordHistory(ctx, tx, {
      action: 'tag.deleted',
      entity: 'tag',
      entityId: tag.id,
      entityName: tag.name,
      before: historyOf(tag),
    });
  });
}
