import { randomUUID } from 'node:crypto';
import { request as send } from 'node:http';
import { expect, it } from 'vitest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import { sealSessionCookie } from '@/lib/web/auth';
import { PUBLIC_URL, startWorld } from '../support/connect-world';
import { otherRoutes, routes, type WalkedRoute } from '../support/route-walk';
import { startWebProcess } from '../support/start-web-process';

/**
 * The price of a refusal in CPU time of the web process, for every route and every caller who is refused: at most that of
 * five health checks, measured beside it. Both are asked of one process in turns, each over a connection of its own, and
 * CPU time goes on only while that process runs: a slow or busy machine changes neither. Next is left out, which would cost
 * the same for both and make the bar easier.
 *
 * Left out too is what takes its time on purpose: a password that is checked, of which each address has twenty a minute.
 */
const MOST_HEALTH_CHECKS = 5;
/** What looks cheap is cheap. What doesn't is measured until it is clear: one collection of garbage decides nothing. */
const CLEARLY_LESS = 3;
const AHEAD = 3;
const BEHIND = -7;
const AT_ONCE = 4;

const world = await startWorld();
const server = await startWebProcess(world);

const cookieOf = ({ browser }: typeof world.administrator) =>
  [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
/** Several, so that nobody comes to the end of what one person may ask. */
const people: string[] = [];
while (people.length < 12) people.push(cookieOf(await world.person()));
const unknownSession = await sealSessionCookie(newSecret());
const key = `maker_${newSecret()}`;
await world.db.apiKey.create({
  data: { name: 'No scopes', prefix: 'maker_', keyHash: hashSecret(key), scopes: [], lastUsedAt: new Date() },
});

let asked = 0;
const CALLERS: [name: string, headers: () => Record<string, string>][] = [
  ['anonymous', () => ({})],
  ['a session that ended', () => ({ cookie: `${unknownSession.name}=${unknownSession.value}` })],
  ['a made-up key', () => ({ authorization: `Bearer maker_${newSecret()}` })],
  ['a key without the scope', () => ({ authorization: `Bearer ${key}` })],
  ['somebody without the right', () => ({ cookie: people[asked % people.length] ?? '' })],
];
const names = (count: number) => `{${Array.from({ length: count }, (_, index) => `"unknown${index}":1`).join(',')}}`;
/** What costs most of all that `security-cost` sends. */
const BODIES: [name: string, text: string, headers: Record<string, string>][] = [
  ['nothing', '{}', {}],
  ['as many names as fit', names(900), {}],
  ['the length left open', names(40_000), { 'transfer-encoding': 'chunked' }],
];

function ask(method: string, path: string, headers: Record<string, string>, text?: string): Promise<number> {
  asked += 1;
  // Each from an address of its own: who asks too often is refused for less.
  const from = `2001:db8:${(asked >> 16).toString(16)}:${(asked & 0xffff).toString(16)}::1`;
  const sent = { host: 'localhost', 'x-forwarded-for': from, ...headers };
  return new Promise((done, fail) => {
    const request = send({ agent: false, port: server.port, host: '127.0.0.1', method, path, headers: sent });
    // Of a body that nobody reads, the end may be refused before the answer was heard.
    const end = (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? done(413) : fail(error);
    request.on('error', end);
    request.on('response', (response) => {
      response.on('error', end).on('end', () => done(response.statusCode ?? 0));
      response.resume();
    });
    request.end(text);
  });
}

/** CPU time of a few of these, and how the last one was answered. */
async function measure(work: () => Promise<number>): Promise<{ cpu: number; status: number }> {
  const before = await server.cpu();
  let status = 0;
  for (let count = 0; count < AT_ONCE; count += 1) status = await work();
  return { cpu: (await server.cpu()) - before, status };
}

const health = () => ask('GET', '/api/health', {});

/** Ratios to health checks, in turns, until more of them are on one side of the bar. */
async function ratiosOf(work: () => Promise<number>): Promise<{ isWithin: boolean; ratios: number[] }> {
  const ratios: number[] = [];
  let lead = 0;
  while (lead < AHEAD && lead > BEHIND) {
    const base = await measure(health);
    const ratio = (await measure(work)).cpu / base.cpu;
    ratios.push(ratio);
    lead += ratio <= MOST_HEALTH_CHECKS ? 1 : -1;
  }
  return { isWithin: lead === AHEAD, ratios };
}

// As warm as a server that has been running for a while.
for (let count = 0; count < 300; count += 1) await health();
for (const [, headers] of CALLERS)
  for (let count = 0; count < 50; count += 1) await ask('GET', '/api/roles', headers());

const pathOf = ({ definition }: WalkedRoute) => definition.path.replaceAll(/\{\w+\}/g, () => randomUUID());
/** A stream is answered for as long as somebody listens. */
const walked = [...routes, ...otherRoutes].filter(({ definition }) => definition.path !== '/api/banner/stream');
it.each(walked)('$name', async (route) => {
  const { method } = route.definition;
  const bodies: typeof BODIES = method === 'GET' ? [['no body', '', {}]] : BODIES;
  const base = await measure(health);
  for (const [caller, headersOf] of CALLERS)
    for (const [body, text, more] of bodies) {
      const changes = { 'content-type': 'application/json', origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };
      const work = () =>
        ask(
          method,
          pathOf(route),
          { ...headersOf(), ...(method === 'GET' ? {} : changes), ...more },
          method === 'GET' ? undefined : text,
        );
      const { cpu, status } = await measure(work);
      if (status < 400 || cpu / base.cpu < CLEARLY_LESS) continue;
      const { isWithin, ratios } = await ratiosOf(work);
      expect(isWithin, `${caller}, ${body}: ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')}`).toBe(true);
    }
});
