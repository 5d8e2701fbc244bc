/** Plain text for a property that the provider shows as HTML: nothing in it becomes markup, its lines stay lines. */
export function textToHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n|\r|\n/g, '<br>');
}

/**
 * The text of HTML that only consists of text and line breaks, as `textToHtml` writes it. Null for any other markup:
 * somebody formatted it, and editing it as text would lose that.
 */
export function plainTextOfHtml(html: string): string | null {
  const text = html
    .replace(/<br\s*\/?>/gi, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const lines = (value: string) => value.replace(/<br\s*\/?>/gi, '<br>').replace(/\r\n|\r|\n/g, '<br>');
  return textToHtml(text) === lines(html) ? text : null;
}

/** What two HTML texts have in common if they read the same. */
export function readableHtml(html: string): string {
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
