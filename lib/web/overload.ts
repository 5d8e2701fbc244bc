import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Requests of a kind that may be under way; one more is refused at once, because it would only wait, and make others wait.
 * A shift that signs in and the Banners that come back after a restart are below. Each kind has its own, so that no storm
 * of one takes the others' place.
 */
const MOST_AT_ONCE = { events: 1_000, banner: 3_000, pages: 2_000, administration: 1_000 };

type Kind = keyof typeof MOST_AT_ONCE;
export type Bounds = Record<Kind, number>;

/** The texts of a page that has no time to look for the reader's language. */
const BUSY_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Maker</title>
<p>The system is very busy. This page tries again in a few seconds.</p>
<p lang="fr">Le système est très sollicité. Nouvel essai automatique dans quelques secondes.</p></html>`;
const RETRY_SECONDS = 2;

/** Lets a request in, or refuses it and answers false. */
export function createBounds(mostAtOnce: Bounds = MOST_AT_ONCE) {
  const underWay: Bounds = { events: 0, banner: 0, pages: 0, administration: 0 };
  return (request: IncomingMessage, response: ServerResponse, target: string): boolean => {
    const kind = kindOf(request.method, target);
    if (kind === null) return true;
    if (underWay[kind] >= mostAtOnce[kind]) {
      refuse(request, response);
      return false;
    }
    underWay[kind] += 1;
    response.on('close', () => {
      underWay[kind] -= 1;
    });
    return true;
  };
}

/** Null for what never ends, and for whoever asks how we are. */
function kindOf(method: string | undefined, target: string): Kind | null {
  const [path = ''] = target.split('?');
  if (path === '/api/banner/stream' || path.startsWith('/api/health')) return null;
  if (path === '/api/interactions' && method === 'POST') return 'events';
  if (path.startsWith('/api/banner')) return 'banner';
  // A browser opens what belongs to signing in, like a page.
  return path.startsWith('/api/') && !path.startsWith('/api/sso/login/') ? 'administration' : 'pages';
}

function refuse({ headers }: IncomingMessage, response: ServerResponse): void {
  const isPage = headers['sec-fetch-mode'] === 'navigate' || (headers.accept ?? '').includes('text/html');
  response
    .writeHead(503, {
      'cache-control': 'no-store',
      'retry-after': String(RETRY_SECONDS),
      ...(isPage
        ? {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': "default-src 'none'",
            refresh: String(RETRY_SECONDS),
          }
        : {}),
    })
    .end(isPage ? BUSY_PAGE : undefined);
}
