/**
 * The beginning of a text, at most so long. Never ends in half a character: PostgreSQL stores no lone surrogate in JSON, so
 * half an emoji would make everything that holds it impossible to store.
 */
export function cutText(text: string, max: number): string {
  const cut = text.slice(0, max);
  return cut.length < text.length ? cut.replace(/[\ud800-\udbff]$/, '') : cut;
}
