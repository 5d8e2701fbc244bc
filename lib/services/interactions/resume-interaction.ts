import { AppError } from '@/lib/domain/base/app-error';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { removeExclusion } from './store-exclusion';

const POLICY = verbPolicy({
  verb: 'interactions/resume-interaction',
  access: 'interactions.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Takes back that an interaction isn't to be logged: it waits for it again. */
export async function resumeInteraction(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const interaction = found(await tx.interaction.findUnique({ where: { id }, include: { assignments: true } }));
    const refusal = await removeExclusion(ctx, tx, { interaction });
    if (refusal !== null) throw new AppError('CONFLICT', { key: refusal });
    const after = await tx.interaction.findUniqueOrThrow({ where: { id }, select: { ledger: true } });
    return recordHistory(ctx, tx, {
      action: 'interaction.resumed',
      entity: 'interaction',
      entityId: id,
      entityName: `${interaction.source} ${interaction.externalId}`,
      before: { state: interaction.ledger },
      after: { state: after.ledger },
    });
  });
}
