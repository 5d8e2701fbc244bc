import { createServer, request as send, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PUBLIC_URL, startWorld } from '../support/connect-world';
import { takeWorkAfterAnswers } from '../support/after-answer';
import { serveRoutes } from '../support/route-server';

// S-13, S-14: behind real proxies, limits and lists know each visitor by their own address, whatever they claim.
takeWorkAfterAnswers();

const world = await startWorld();
beforeEach(async () => {
  await world.db.signInAttempt.deleteMany();
});

/** A proxy as many are: it passes everything on and appends the address that it saw, some of them with its port. */
async function proxyTo(port: number, { namesPort = false } = {}): Promise<number> {
  const proxy = createServer((incoming, outgoing) => {
    const { remoteAddress, remotePort } = incoming.socket;
    const seen = namesPort ? `${remoteAddress}:${remotePort}` : String(remoteAddress);
    const forwarded = [incoming.headers['x-forwarded-for'], seen].filter(Boolean).join(', ');
    const headers = { ...incoming.headers, 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' };
    const onward = send({
      port,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers,
      agent: false,
    });
    onward.on('error', () => outgoing.destroy());
    onward.on('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => {
    proxy.listen(0, '127.0.0.1', done);
  });
  afterAll(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = proxy.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port');
  return address.port;
}

/** The whole of 127.0.0.0/8 is this machine: each visitor has an address of their own there. */
function visit(port: number, from: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((done, fail) => {
    const path = '/api/sso/login/oauth/callback?state=made-up&code=x';
    const request = send({
      port,
      host: '127.0.0.1',
      localAddress: from,
      path,
      agent: false,
      headers: { host: 'localhost', ...headers },
    });
    request.on('error', fail);
    request.on('response', (response) => {
      response.on('error', fail).on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers }));
      response.resume();
    });
    request.end();
  });
}
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
}

/** The 60 strays that one address has, and ten more. */
async function useUp(port: number, from: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < 70; index += 1)
    // A new claim each time, as somebody sends who wants to be many.
    statuses.push((await visit(port, from, { 'x-forwarded-for': `203.0.113.${index}` })).status);
  return statuses;
}
const LIMITED = [...Array(60).fill(303), ...Array(10).fill(429)];

const [one, two, none] = [
  await serveRoutes({ trustedProxies: 1 }),
  await serveRoutes({ trustedProxies: 2 }),
  await serveRoutes({ trustedProxies: 0 }),
];

describe('TRUSTED_PROXIES says how many proxies there are', () => {
  it.each([
    ['one', async () => proxyTo(one.port)],
    ['one that names the port too', async () => proxyTo(one.port, { namesPort: true })],
    ['two, one behind the other', async () => proxyTo(await proxyTo(two.port))],
  ])('%s: each visitor is counted by their own address, whatever they claim', async (_name, start) => {
    const port = await start();
    expect(await useUp(port, '127.0.0.2')).toEqual(LIMITED);
    expect((await visit(port, '127.0.0.3')).status).toBe(303);
  });

  it('none, and there is one: all of them share its address, which is noticed elsewhere', async () => {
    const port = await proxyTo(none.port);
    expect(await useUp(port, '127.0.0.2')).toEqual(LIMITED);
    expect((await visit(port, '127.0.0.3')).status).toBe(429);
  });
});

it('an attempt is listed with the address of the visitor', async () => {
  const connector = await world.db.ssoConnector.create({
    data: { name: 'Off', reference: 'off', enabled: false, authMethodId: await world.method() },
  });
  const port = await proxyTo(one.port);
  await new Promise<void>((done, fail) => {
    send({
      port,
      host: '127.0.0.1',
      localAddress: '127.0.0.9',
      path: '/api/sso/login/off',
      headers: { host: 'localhost', 'x-forwarded-for': '203.0.113.1' },
    })
      .on('response', (response) => response.resume().on('end', done))
      .on('error', fail)
      .end();
  });
  const attempt = await world.db.signInAttempt.findFirstOrThrow({ where: { connectorId: connector.id } });
  expect(attempt.ip).toBe('127.0.0.9');
});

it('what a proxy says of host and protocol changes no address that we make', async () => {
  const port = await proxyTo(one.port);
  const answer = await visit(port, '127.0.0.4', {
    'x-forwarded-host': 'attacker.example',
    forwarded: 'host=attacker.example',
  });
  expect(answer.headers.location).toMatch(new RegExp(`^${PUBLIC_URL}/connect/sign-in-refused\\?`));
});
