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

function choicesIn(value: string): string[] {
  return value
    .split(';')
    .map((choice) => choice.trim())
    .filter(Boolean);
}
