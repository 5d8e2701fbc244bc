import type { TagItem } from '@/lib/domain/answers/row';
import { Tag } from '../ui/tag';
import type { Column } from './entity-table';
import type { ListFilter } from './filter-bar';

/** An entity's tags. In a row, only the first few, and a count whose tooltip names the rest. */
export function TagList({ tags, max = tags.length }: { tags: readonly TagItem[]; max?: number }) {
  const others = tags
    .slice(max)
    .map((tag) => tag.name)
    .join(', ');
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1 align-top">
      {tags.slice(0, max).map((tag) => (
        <Tag key={tag.id} name={tag.name} colour={tag.colour} />
      ))}
      {others !== '' && (
        <span title={others} className="text-xs text-muted">
          <span aria-hidden>+{tags.length - max}</span>
          <span className="sr-only">{others}</span>
        </span>
      )}
    </span>
  );
}

/** The tag column and filter of a list, only if something in the list has a tag. */
export function tagColumns<Row extends { tags: readonly TagItem[] }>(
  header: string,
  choices: readonly TagItem[],
): Column<Row>[] {
  return choices.length === 0
    ? []
    : [{ key: 'tags', header, cell: ({ tags }) => (tags.length === 0 ? '–' : <TagList tags={tags} max={3} />) }];
}

export function tagFilters(label: string, choices: readonly TagItem[]): ListFilter[] {
  return choices.length === 0
    ? []
    : [{ name: 'tag', label, multiple: true, options: choices.map(({ id, name }) => ({ value: id, label: name })) }];
}
