/**
 * Values of a property that allows several choices, joined by `;`. With a leading semicolon they are added to those that
 * are there, so that nothing a person chose is replaced.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide
 */
export function addedChoices(value: string): string {
  return `;${choicesIn(value).join(';')}`;
}

/** Whether all choices that were to be added are there now. */
export function areChoicesAdded(sent: string, stored: string): boolean {
  const now = new Set(choicesIn(stored));
  return sent.startsWith(';') && choicesIn(sent).every((choice) => now.has(choice));
}

export function choicesIn(value: string): string[] {
  return value
    .split(';')
    .map((choice) => choice.trim())
    .filter(Boolean);
}

/**
 * What somebody changed in several choices, applied to those that are there now: what was added meanwhile stays. Additions
 * alone are sent as such, so that nothing that is chosen in this moment is lost.
 */
export function changedChoices({ seen, chosen, stored }: Record<'seen' | 'chosen' | 'stored', string>): string {
  const [before, after, now] = [choicesIn(seen), choicesIn(chosen), choicesIn(stored)];
  const added = after.filter((choice) => !before.includes(choice) && !now.includes(choice));
  const removed = before.filter((choice) => !after.includes(choice));
  if (removed.length > 0) return [...now.filter((choice) => !removed.includes(choice)), ...added].join(';');
  return added.length > 0 ? addedChoices(added.join(';')) : now.join(';');
}
