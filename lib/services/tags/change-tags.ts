import type { z } from 'zod';
import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import type { TagItem } from '@/lib/domain/answers/row';
import { tagChangeSchema } from '@/lib/domain/base/tag';
import type { Tx } from '@/lib/platform/db';
import { authorise, found, parseInput, recordHistory, withoutHistory, write, type Ctx } from '../context';
import { changeTagged, requireTaggable, readTagged } from './internal';
import { ENTITIES, TAGGABLE_KINDS, type TaggableKind } from '@/lib/domain/base/modules';
import { verbPolicy, type Touches, type VerbPolicy } from '../verb-policy';

const TOUCHES: Partial<Record<TaggableKind, Touches>> = {
  user: 'users not above oneself',
  role: 'roles not above oneself',
};
const POLICIES = byKind((kind) =>
  verbPolicy({
    verb: `tags/change-tags (${kind})`,
    access: `${ENTITIES[kind].module}.modify`,
    freshSignIn: { never: 'it changes nobody’s access' },
    handsOut: [],
    touches: TOUCHES[kind] ?? 'anything',
  }),
);

/** Adds and removes an entity's tags. It counts as a change of the entity and needs its module's permission. */
export async function changeTags(
  ctx: Ctx,
  input: { kind: TaggableKind; id: string } & z.input<typeof tagChangeSchema>,
): Promise<{ items: TagItem[] }> {
  const { kind, id, ...rest } = input;
  const policy = POLICIES[kind];
  authorise(ctx, policy);
  const change = parseInput(tagChangeSchema, rest);
  return write(ctx, policy, async (tx) => {
    const before = found(await readTagged(tx, kind, id));
    await requireTaggable(ctx, tx, kind, id);
    await requireTags(tx, change.add);
    const had = new Set(before.tags.map((tag) => tag.id));
    const connect = change.add.filter((tagId) => !had.has(tagId)).map((tagId) => ({ id: tagId }));
    const disconnect = change.remove.filter((tagId) => had.has(tagId)).map((tagId) => ({ id: tagId }));
    if (connect.length === 0 && disconnect.length === 0)
      return withoutHistory('nothing changed', { items: before.tags });

    const after = await changeTagged(tx, kind, id, { connect, disconnect });
    const recorded = await recordHistory(ctx, tx, {
      action: 'tag.assigned',
      entity: kind,
      entityId: id,
      entityName: after.name,
      before: { tags: before.tags.map(({ name }) => name) },
      after: { tags: after.tags.map(({ name }) => name) },
    });
    return recorded.with({ items: after.tags });
  });
}

async function requireTags(tx: Tx, ids: readonly string[]): Promise<void> {
  const known = new Set(
    (await tx.tag.findMany({ where: { id: { in: [...ids] } }, select: { id: true } })).map((tag) => tag.id),
  );
  const problems: Record<string, MessageRef> = {};
  ids.forEach((id, index) => {
    if (!known.has(id)) problems[`add.${index}`] = { key: 'tag_gone' };
  });
  if (Object.keys(problems).length > 0) throw new AppError('INVALID_INPUT', { fields: problems });
}

/** Called for every taggable kind, so every one is present. */
function byKind(make: (kind: TaggableKind) => VerbPolicy): Record<TaggableKind, VerbPolicy> {
  return Object.fromEntries(TAGGABLE_KINDS.map((kind) => [kind, make(kind)])) as Record<TaggableKind, VerbPolicy>;
}
