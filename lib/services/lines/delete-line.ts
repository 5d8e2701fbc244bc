import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'lines/delete-line',
  access: 'lines.delete',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Its interactions stay, without a line. The next one that names it records it anew. */
export async function deleteLine(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    const line = found(await tx.line.findUnique({ where: { id: input.id } }));
    await tx.line.delete({ where: { id: line.id } });
    return recordHistory(ctx, tx, {
      action: 'line.deleted',
      entity: 'line',
      entityId: line.id,
      entityName: line.name,
      before: { name: line.name, kind: line.kind, value: line.value, profileId: line.profileId },
    });
  });
}
