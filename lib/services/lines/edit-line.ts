import type { z } from 'zod';
import { lineEditSchema } from '@/lib/domain/interaction/line';
import { authorise, checkVersion, found, parseInput, recordHistory, write, type Ctx } from '../context';
import { requireProfile } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'lines/edit-line',
  access: 'lines.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Interactions that end from now on are decided by the profile. Those that wait are logged when somebody says so. */
export async function editLine(
  ctx: Ctx,
  input: { id: string } & z.input<typeof lineEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { id, ...rest } = input;
  const { version, ...data } = parseInput(lineEditSchema, rest);
  return write(ctx, POLICY, async (tx) => {
    const before = found(await tx.line.findUnique({ where: { id } }));
    await checkVersion(tx, 'line', before, version);
    await requireProfile(tx, data.profileId);
    const after = await tx.line.update({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'line.edited',
      entity: 'line',
      entityId: id,
      entityName: after.name,
      before: { name: before.name, profileId: before.profileId },
      after: data,
    });
    return recorded.with({ version: after.version });
  });
}
