import type { z } from 'zod';
import { tagInputSchema } from '@/lib/domain/base/tag';
import { checkLimit } from '../check-limit';
import { authorise, parseInput, recordHistory, write, type Ctx } from '../context';
import { columnsOf, historyOf } from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'tags/create-tag',
  access: 'tags.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

export async function createTag(ctx: Ctx, input: z.input<typeof tagInputSchema>): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  const data = parseInput(tagInputSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'tags', () => tx.tag.count());
    const { id } = await tx.tag.create({ data: columnsOf(data), select: { id: true } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'tag.created',
      entity: 'tag',
      entityId: id,
      entityName: data.name,
      after: historyOf(data),
    });
    return recorded.with({ id });
  });
}
