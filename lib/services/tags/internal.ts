import { tagNameKey, type TagInput } from '@/lib/domain/base/tag';
import type { ReadDb, Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { TAGS } from '../tagging';
import { loadUser } from '../users/internal';
import { requireManageable } from '../access';
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

/** A module's own checks for a change, beyond its `modify` permission. */
export const furtherChecks: Partial<Record<TaggableKind, (ctx: Ctx, tx: Tx, id: string) => Promise<unknown>>> = {
  user: async (ctx, tx, id) => requireManageable(ctx, tx, await loadUser(tx, id)),
};

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
