import { tagNameKey, type TagInput } from '@/lib/domain/base/tag';
import type { ReadDb, Tx } from '@/lib/platform/db';
import { found, type Ctx } from '../context';
import { TAGS } from '../tagging';
import { loadUser } from '../users/internal';
import { requireNotAbove, STORED_ROLE } from '../access';
import { ENTITIES, TAGGABLE_KINDS, type TaggableKind } from '@/lib/domain/base/modules';

/** The tag's database columns. */
export function columnsOf({ name, colour }: TagInput) {
  return { name, nameKey: tagNameKey(name), colour };
}

export function historyOf({ name, colour }: { name: string; colour: string }): Record<string, unknown> {
  return { name, colour };
}

interface Tagged {
  id: string;
  name: string;
  tags: { id: string; name: string; colour: string }[];
}

const TAGGED = { id: true, name: true, tags: TAGS } as const;

/** What all taggable tables have in common. */
interface TaggedTable {
  findUnique(args: { where: { id: string }; select: typeof TAGGED }): Promise<Tagged | null>;
  update(args: { where: { id: string }; data: { tags: TagLinks }; select: typeof TAGGED }): Promise<Tagged>;
}

interface TagLinks {
  connect: { id: string }[];
  disconnect: { id: string }[];
}

export function readTagged(tx: ReadDb, kind: TaggableKind, id: string): Promise<Tagged | null> {
  const table: Pick<TaggedTable, 'findUnique'> = tx[ENTITIES[kind].table];
  return table.findUnique({ where: { id }, select: TAGGED });
}

export function changeTagged(tx: Tx, kind: TaggableKind, id: string, tags: TagLinks): Promise<Tagged> {
  return tableOf(tx, kind).update({ where: { id }, data: { tags }, select: TAGGED });
}

function tableOf(tx: Tx, kind: TaggableKind): TaggedTable {
  return tx[ENTITIES[kind].table];
}

/** Tags are a change of what bears them, so a user or role above oneself keeps theirs. */
export async function requireTaggable(ctx: Ctx, tx: Tx, kind: TaggableKind, id: string): Promise<void> {
  if (kind === 'user') await requireNotAbove(ctx, tx, { user: await loadUser(tx, id) });
  if (kind === 'role')
    await requireNotAbove(ctx, tx, { role: found(await tx.role.findUnique({ where: { id }, select: STORED_ROLE })) });
}

type Relation = (typeof ENTITIES)[TaggableKind]['tagged'];

/** The tag's relation to this kind. */
export function relationOf(kind: TaggableKind): Relation {
  return ENTITIES[kind].tagged;
}

/** The same selection for the relation to every taggable kind. */
export function forEachRelation<T>(choice: T): Record<Relation, T> {
  return asRecord(Object.fromEntries(TAGGABLE_KINDS.map((kind) => [relationOf(kind), choice])));
}

/** Called with an entry per taggable kind, so every relation is present. */
function asRecord<T>(choices: Record<string, T>): Record<Relation, T> {
  return choices as Record<Relation, T>;
}
