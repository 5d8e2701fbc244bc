import { unrecorded, type Ctx } from '../context';
import { openCheckpoint, sealCheckpoint, walkChain } from './internal';

/**
 * Seals what the chain amounts to now, once everything since the last checkpoint fits. The log says it too: a copy of the log
 * elsewhere shows what the database alone can't, that its end was cut off.
 */
export async function recordCheckpoint(ctx: Ctx): Promise<void> {
  const last = await ctx.db.historyCheckpoint.findFirst({ orderBy: { position: 'desc' } });
  const hash = last && openCheckpoint(ctx, last);
  if (last && hash === null) {
    ctx.log.error(
      { position: Number(last.position) },
      'the last checkpoint of the history was not sealed with our keys',
    );
    return;
  }
  const after = last && hash !== null ? { position: Number(last.position), hash } : null;
  const { count, head, problem } = await walkChain(ctx, { after, noted: null });
  if (problem !== null) {
    ctx.log.error({ problem }, 'the history was changed; verify it');
    return;
  }
  if (count === 0 || head === null) return;
  await unrecorded(ctx, 'bookkeeping').historyCheckpoint.createMany({
    data: { position: head.position, sealed: sealCheckpoint(ctx, head) },
    skipDuplicates: true,
  });
  ctx.log.info(head, 'a checkpoint of the history');
}
