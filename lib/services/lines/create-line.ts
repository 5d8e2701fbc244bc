import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { lineInputSchema, lineKey } from '@/lib/domain/interaction/line';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { requireProfile } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'lines/create-line',
  access: 'lines.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Adds a line by hand, before its first interaction. */
export async function createLine(ctx: Ctx, input: z.input<typeof lineInputSchema>): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const { name, kind, profileId, ...rest } = parseInput(lineInputSchema, input);
  const value = rest.value === '' ? name : rest.value;
  const valueKey = lineKey(kind, value, ctx.config.defaultCountry);
  if (valueKey === null) throw new AppError('INVALID_INPUT', { fields: { value: { key: 'phone' } } });
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'lines', () => tx.line.count());
    await requireProfile(tx, profileId);
    const { id } = await tx.line.create({ data: { name, kind, value, valueKey, profileId } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'line.created',
      entity: 'line',
      entityId: id,
      entityName: name,
      after: { name, kind, value, profileId },
    });
    return recorded.with({ id });
  });
}
