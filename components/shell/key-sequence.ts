interface Keyed {
  keys: string;
}

/**
 * Resolves a key after the previous ones: a shortcut, the start of one, or none. The most recently added shortcut wins.
 */
export function readSequence<T extends Keyed>(
  shortcuts: readonly T[],
  before: string,
  key: string,
): { match: T | undefined; pending: string } {
  for (const keys of before === '' ? [key] : [`${before} ${key}`, key]) {
    const match = shortcuts.findLast((shortcut) => shortcut.keys === keys);
    if (match !== undefined) return { match, pending: '' };
    if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${keys} `))) return { match: undefined, pending: keys };
  }
  return { match: undefined, pending: '' };
}

/** Where a letter is text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))
  );
}
