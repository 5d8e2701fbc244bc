import { cutText } from '@/lib/domain/base/cut-text';
import type { Actor } from './context';

const WORDS = { en: 'copy', fr: 'copie' } as const;

/** The first free name of `Name (copy)`, `Name (copy 2)` …, within 120 characters, in the language of who copies. */
export function copyName(actor: Actor, name: string, taken: readonly { name: string }[]): string {
  const word = WORDS[actor.kind === 'user' ? actor.language : 'en'];
  const names = taken.map((row) => row.name);
  return firstFree(names, (n) => {
    const suffix = n === 1 ? ` (${word})` : ` (${word} ${n})`;
    return cutText(name, 120 - suffix.length) + suffix;
  });
}

/** The first free reference of `reference-copy`, `reference-copy-2` …, within 80 characters. */
export function copyReference(reference: string, taken: readonly { reference: string }[]): string {
  const references = taken.map((row) => row.reference);
  return firstFree(references, (n) => {
    const suffix = n === 1 ? '-copy' : `-copy-${n}`;
    return cutText(reference, 80 - suffix.length) + suffix;
  });
}

function firstFree(taken: readonly string[], candidate: (n: number) => string): string {
  const known = new Set(taken);
  for (let n = 1; ; n += 1) {
    const name = candidate(n);
    if (!known.has(name)) return name;
  }
}
