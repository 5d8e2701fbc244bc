import type { Locale } from '@/lib/domain/base/locale';

/** The page of ours that says why, for a route that a browser navigates to. */
export type RefusalPage = (why: 'slow_down' | 'failed') => `/${string}`;

/** A person's browser that opens an address, rather than a program or a script of a page. */
export function isNavigation(headers: Headers): boolean {
  return headers.get('sec-fetch-mode') === 'navigate' || (headers.get('accept') ?? '').includes('text/html');
}

/**
 * The refusal keeps its status and Retry-After, and takes the browser to a page of ours in the reader's language. A
 * redirect could not say 429, and a route cannot render a page.
 */
export function pageThatLeadsTo(
  url: string,
  { headers, ...page }: Page & { headers: Record<string, string> },
): Response {
  return pageOf(`<a href="${escaped(url)}">${escaped(page.sentence)}</a>`, page, {
    ...headers,
    refresh: `0; url=${url}`,
  });
}

/** For a moment in which nothing can be done: the browser asks for the same address again by itself. */
export function pageThatTriesAgain(seconds: number, page: Page): Response {
  const headers = { 'retry-after': String(seconds), refresh: String(seconds) };
  return pageOf(escaped(page.sentence), page, headers);
}

interface Page {
  locale: Locale;
  sentence: string;
  status: number;
}

function pageOf(content: string, { locale, status }: Page, headers: Record<string, string>): Response {
  const page = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>Maker</title><p>${content}</p></html>`;
  return new Response(page, { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
