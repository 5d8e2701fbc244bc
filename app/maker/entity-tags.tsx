import { TagList } from '@/components/lists/tag-list';
import type { Ctx } from '@/lib/services/context';
import { listEntityTags } from '@/lib/services/tags/queries';
import type { TaggableKind } from '@/lib/domain/base/modules';

/** An entity's tags on its page, or nothing. They are edited from its menu. */
export async function EntityTags({ ctx, kind, id }: { ctx: Ctx; kind: TaggableKind; id: string }) {
  const { items } = await listEntityTags(ctx, { kind, id });
  return items.length === 0 ? null : <TagList tags={items} />;
}
