import type { z } from 'zod';
import { lineDefaultSchema } from '@/lib/domain/interaction/line';
import { authorise, checkVersion, parseInput, recordHistory, write, type Ctx } from '../context';
import { LINE_DEFAULT_KEY, loadLineDefault, requireProfile } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'lines/choose-line-default',
  access: 'lines.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** The profile that decides where neither the number nor the queue has one. */
export async function chooseLineDefault(
  ctx: Ctx,
  input: z.input<typeof lineDefaultSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { profileId, version } = parseInput(lineDefaultSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await tx.setting.createMany({ data: { key: LINE_DEFAULT_KEY, value: { profileId: null } }, skipDuplicates: true });
    const before = await loadLineDefault(tx);
    await checkVersion(tx, 'line', { id: LINE_DEFAULT_KEY, version: before.version }, version);
    await requireProfile(tx, profileId);
    await tx.setting.update({
      where: { key: LINE_DEFAULT_KEY, version },
      data: { value: { profileId }, version: { increment: 1 } },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'line.default-chosen',
      entity: 'line',
      entityId: LINE_DEFAULT_KEY,
      entityName: LINE_DEFAULT_KEY,
      before: { profileId: before.profile?.id ?? null },
      after: { profileId },
    });
    return recorded.with({ version: version + 1 });
  });
}
