interface Keyed {
  keys: string;
}

/** What a key means after those before it: a shortcut, the beginning of one, or nothing. The one added last wins. */
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
