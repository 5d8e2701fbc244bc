import { extendTailwindMerge, type ClassNameValue } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { theme: { radius: ['small', 'control', 'card'], shadow: ['float'], spacing: ['control'] } },
});

/** Class names, later ones winning over earlier ones of the same kind. */
export function cn(...values: ClassNameValue[]): string {
  return merge(values);
}
