import type { z } from 'zod';
import { tagEditSchema } from '@/lib/domain/base/tag';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { columnsOf, historyOf } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'tags/edit-tag',
  access: 'tags.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Every entity with the tag shows the new name and colour. */
export async function editTag(
  ctx: Ctx,
  input: { id: string } & z.input<typeof tagEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(tagEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.tag.findUnique({ where: { id } }));
    await checkVersion(tx, 'tag', before, version);
    const after = await tx.tag.update({
      where: { id, version },
      data: { ...columnsOf(data), version: { increment: 1 } },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'tag.edited',
      entity: 'tag',
      entityId: id,
      entityName: after.name,
      before: historyOf(before),
      after: historyOf(after),
    });
    return recorded.with({ version: after.version });
  });
}
