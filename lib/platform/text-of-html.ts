import { Parser } from 'htmlparser2';

/**
 * The text of HTML that somebody else wrote, such as a customer's email, with its lines, list items and the addresses of its
 * links. Nothing else of it is kept, so nothing of it can ever be executed, loaded or styled.
 */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  /** Open elements whose content nobody reads. */
  let skipped = 0;
  let address: { href: string; from: number } | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (UNREAD.has(name)) skipped += 1;
        if (skipped > 0) return;
        if (name === 'br' || BLOCKS.has(name)) parts.push('\n');
        if (name === 'li') parts.push('- ');
        if (name === 'td' || name === 'th') parts.push(' ');
        const href = attributes['href'] ?? '';
        if (name === 'a' && /^(?:https?|mailto|tel):/i.test(href)) address = { href, from: parts.length };
      },
      ontext(text) {
        if (skipped === 0) parts.push(text.replace(/\s+/g, ' '));
      },
      onclosetag(name) {
        if (UNREAD.has(name)) skipped = Math.max(0, skipped - 1);
        if (skipped > 0) return;
        if (name === 'a' && address !== null) {
          const said = parts.slice(address.from).join('').trim();
          const shown = address.href.replace(/^(?:mailto|tel):/i, '');
          if (said !== shown && said !== '') parts.push(` (${shown})`);
          address = null;
        }
        if (BLOCKS.has(name)) parts.push('\n');
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html);
  return parts
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const UNREAD: ReadonlySet<string> = new Set([
  'head',
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'svg',
  'math',
  'iframe',
  'object',
]);

const BLOCKS: ReadonlySet<string> = new Set([
  'address',
  'article',
  'blockquote',
  'div',
  'dl',
  'dt',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tr',
  'ul',
]);
