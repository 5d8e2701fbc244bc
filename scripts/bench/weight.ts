import { gzipSync } from 'node:zlib';

export interface Weight {
  js: number;
  css: number;
  html: number;
}

/** The gzipped size in kB of a page and everything it loads immediately. Throws unless the status is 200. */
export async function weigh(url: string, cookie = ''): Promise<Weight> {
  const html = await text(url, cookie);
  const names = (pattern: RegExp) =>
    new Set([...html.matchAll(pattern)].map(([, path]) => new URL((path ?? '').replaceAll('&amp;', '&'), url).href));
  const scripts = names(/<script[^>]*\ssrc="([^"]+)"/g);
  const styles = names(/<link(?=[^>]*rel="stylesheet")[^>]*\shref="([^"]+)"/g);
  return { js: await sum(scripts, cookie), css: await sum(styles, cookie), html: kilobytes(html) };
}

async function sum(urls: Iterable<string>, cookie: string): Promise<number> {
  let total = 0;
  for (const url of urls) total += kilobytes(await text(url, cookie));
  return total;
}

async function text(url: string, cookie: string): Promise<string> {
  const response = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: 'manual' });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}

function kilobytes(content: string): number {
  return gzipSync(content, { level: 6 }).length / 1000;
}
