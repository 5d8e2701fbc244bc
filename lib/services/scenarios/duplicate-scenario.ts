import { toJson } from '@/lib/platform/json';
import { copyName } from '../copy-name';
import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'scenarios/duplicate-scenario',
  access: 'crm.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Inserts a copy below the original, switched off. */
export async function duplicateScenario(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    const source = found(await tx.screenPopScenario.findUnique({ where: { id: input.id } }));
    const where = { crmId: source.crmId };
    await checkLimit(tx, 'scenariosPerCrm', () => tx.screenPopScenario.count({ where }), { parentId: source.crmId });
    const others = await tx.screenPopScenario.findMany({ where, select: { name: true } });
    await tx.screenPopScenario.updateMany({
      where: { crmId: source.crmId, position: { gt: source.position } },
      data: { position: { increment: 1 } },
    });
    const copy = await tx.screenPopScenario.create({
      data: {
        crmId: source.crmId,
        name: copyName(ctx.actor, source.name, others),
        enabled: false,
        position: source.position + 1,
        definition: toJson(source.definition),
        acceptedFindings: toJson(source.acceptedFindings),
        uncheckedSince: source.uncheckedSince,
      },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'scenario.duplicated',
      entity: 'scenario',
      entityId: copy.id,
      entityName: copy.name,
      after: { copyOf: source.name, name: copy.name },
    });
    return recorded.with({ id: copy.id });
  });
}
