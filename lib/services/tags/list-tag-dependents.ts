import type { Permission } from '@/lib/domain/base/permissions';
import type { DependencyItem } from '@/lib/domain/answers/row';
import type { ReadDb } from '@/lib/platform/db';
import { found, type Ctx } from '../context';
import { forEachRelation, relationOf } from './internal';
import { ENTITIES, pathOf, TAGGABLE_KINDS, type TaggableKind } from '@/lib/domain/base/modules';

const NAMED = { select: { id: true, name: true }, orderBy: { name: 'asc' }, take: 100 } as const;

/** The first hundred entities of each kind that have the tag. Links only for kinds the user may open. */
export async function listTagDependents(ctx: Ctx, tx: Pick<ReadDb, 'tag'>, id: string): Promise<DependencyItem[]> {
  const things = found(
    await tx.tag.findUnique({
      where: { id },
      select: forEachRelation(NAMED),
    }),
  );
  return TAGGABLE_KINDS.flatMap((kind) =>
    things[relationOf(kind)].map((thing): DependencyItem => ({
      entityType: kind,
      id: thing.id,
      name: thing.name,
      href: mayOpen(ctx, kind) ? pathOf(ENTITIES[kind].module, thing.id) : null,
    })),
  );
}

/** The list page of a kind, filtered by the tag. */
export function listWithTag(ctx: Ctx, kind: TaggableKind, id: string): string | null {
  return mayOpen(ctx, kind) ? `${pathOf(ENTITIES[kind].module)}?tag=${id}` : null;
}

function mayOpen({ actor }: Ctx, kind: TaggableKind): boolean {
  const permission: Permission = `${ENTITIES[kind].module}.access`;
  return actor.kind === 'user' && (actor.isAdministrator || actor.permissions.has(permission));
}
