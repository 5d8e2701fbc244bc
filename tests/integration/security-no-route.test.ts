import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import * as nothing from '@/app/api/[...nothing]/route';
import { POST as signIn } from '@/app/api/auth/[...nextauth]/route';
import { PUBLIC_URL, startWorld } from '../support/connect-world';

const world = await startWorld();
const request = (path: string, method: string, headers: Record<string, string> = {}, body?: string) =>
  new NextRequest(PUBLIC_URL + path, { method, headers, ...(body === undefined ? {} : { body }) });

it.each(Object.entries(nothing))('%s of no route is a short 404', async (method, handler) => {
  const answer = await handler(request('/api/nothing/at/all', method, { 'accept-language': 'fr' }));
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
    404,
    'application/json',
    'no-store',
  ]);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'NOT_FOUND', message: expect.any(String) } });
  expect(text.length).toBeLessThan(500);
});

it('knows every method', () => {
  expect(Object.keys(nothing).sort()).toEqual(['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
});

it.each(['{"csrfToken": "', '[', '{"a":1}}'])('JSON that is none is 400 for next-auth too: %s', async (body) => {
  const path = '/api/auth/callback/credentials';
  const headers = { 'content-type': 'application/json', origin: PUBLIC_URL };
  const before = await world.db.signInAttempt.count();
  const answer = await signIn(request(path, 'POST', headers, body), {
    params: Promise.resolve({ nextauth: ['callback', 'credentials'] }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(await world.db.signInAttempt.count()).toBe(before);
});
