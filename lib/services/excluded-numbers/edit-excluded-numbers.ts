import type { z } from 'zod';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import {
  checkExcludedNumbers,
  excludedNumbersEditSchema,
  type ExcludedNumber,
} from '@/lib/domain/interaction/excluded-numbers';
import type { Tx } from '@/lib/platform/db';
import { authorise, checkVersion, parseInput, recordHistory, write, type Ctx } from '../context';
import { verbPolicy } from '../verb-policy';
import { EXCLUDED_NUMBERS_KEY, loadExcludedNumbers } from './load-excluded-numbers';

const POLICY = verbPolicy({
  verb: 'excluded-numbers/edit-excluded-numbers',
  access: 'settings.modify',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

/** Which numbers are no customers'. Interactions that are over keep what was found then, until one of them is retried. */
export async function editExcludedNumbers(
  ctx: Ctx,
  input: z.input<typeof excludedNumbersEditSchema>,
): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { version, entries } = parseInput(excludedNumbersEditSchema, input);
  const wrong = checkExcludedNumbers(entries, ctx.config.defaultCountry);
  if (wrong.size > 0) throw invalid(wrong);
  return write(ctx, POLICY, async (tx) => {
    await tx.setting.createMany({ data: { key: EXCLUDED_NUMBERS_KEY, value: { entries: [] } }, skipDuplicates: true });
    const { version: current, ...before } = await loadExcludedNumbers(tx);
    await checkVersion(tx, 'setting', { id: EXCLUDED_NUMBERS_KEY, version: current }, version);
    await requireUsers(tx, entries);
    await tx.setting.update({
      where: { key: EXCLUDED_NUMBERS_KEY, version },
      data: { value: { entries }, version: { increment: 1 } },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'setting.edited',
      entity: 'setting',
      entityId: EXCLUDED_NUMBERS_KEY,
      entityName: EXCLUDED_NUMBERS_KEY,
      before,
      after: { entries },
    });
    return recorded.with({ version: version + 1 });
  });
}

/** A deleted user is nobody's colleague any more. */
async function requireUsers(tx: Tx, entries: readonly ExcludedNumber[]): Promise<void> {
  const ids = entries.flatMap(({ userId }) => userId ?? []);
  const users = ids.length === 0 ? [] : await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const known = new Set(users.map(({ id }) => id));
  const wrong = entries.flatMap(({ userId }, index): [string, MessageRef][] =>
    userId === null || known.has(userId) ? [] : [[`entries.${index}.userId`, { key: 'not_offered' }]],
  );
  if (wrong.length > 0) throw invalid(new Map(wrong));
}

function invalid(wrong: ReadonlyMap<string, MessageRef>): AppError {
  return new AppError('INVALID_INPUT', { fields: Object.fromEntries(wrong) });
}
