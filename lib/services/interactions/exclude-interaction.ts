import { AppError } from '@/lib/domain/base/app-error';
import { authorise, found, recordHistory, requireUser, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { storeExclusion } from './store-exclusion';

const POLICY = verbPolicy({
  verb: 'interactions/exclude-interaction',
  access: 'interactions.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** An interaction that isn't logged yet is not to be. It can be taken back. */
export async function excludeInteraction(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorise(ctx, POLICY);
  const { userId, name } = requireUser(ctx);
  await write(ctx, POLICY, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Interaction" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const interaction = found(await tx.interaction.findUnique({ where: { id }, include: { assignments: true } }));
    const refusal = await storeExclusion(ctx, tx, { interaction, by: { id: userId, name } });
    if (refusal !== null) throw new AppError('CONFLICT', { key: refusal });
    return recordHistory(ctx, tx, {
      action: 'interaction.excluded',
      entity: 'interaction',
      entityId: id,
      entityName: `${interaction.source} ${interaction.externalId}`,
      before: { state: interaction.ledger },
      after: { state: 'not_logged' },
    });
  });
}
