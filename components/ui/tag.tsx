import { TAG_COLOURS, type TagColour } from '@/lib/domain/base/tag';
import { cn } from './cn';

const CLASSES: Record<TagColour, string> = {
  grey: 'tag-grey',
  teal: 'tag-teal',
  blue: 'tag-blue',
  violet: 'tag-violet',
  pink: 'tag-pink',
  red: 'tag-red',
  amber: 'tag-amber',
  green: 'tag-green',
};

/** A tag created by an administrator. Unknown colours are shown in grey. */
export function Tag({ name, colour, className }: { name: string; colour: string; className?: string }) {
  const known = TAG_COLOURS.find((candidate) => candidate === colour) ?? 'grey';
  return (
    <span
      title={name}
      className={cn(
        'tag inline-block max-w-44 truncate align-top rounded-full border px-2 text-xs/5 font-medium',
        CLASSES[known],
        className,
      )}
    >
      {name}
    </span>
  );
}
