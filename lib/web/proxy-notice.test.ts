import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, 'makerUntrustedProxy');
});

it.each([
  ['no such header', {}, 0, false],
  ['one proxy, which is trusted', { 'x-forwarded-for': '192.0.2.1' }, 1, false],
  ['X-Forwarded-For, and nobody is trusted', { 'x-forwarded-for': '192.0.2.1' }, 0, true],
  ['Forwarded, and nobody is trusted', { forwarded: 'for=192.0.2.1' }, 0, true],
])('%s', async (_what, headers, trustedProxies, isNoticed) => {
  const { hasUntrustedProxy, noticeProxy } = await import('./proxy-notice');
  const warn = vi.fn();
  expect(hasUntrustedProxy()).toBe(false);
  for (let request = 0; request < 3; request += 1) noticeProxy(headers, trustedProxies, { warn });
  expect(hasUntrustedProxy()).toBe(isNoticed);
  // Once, however many requests come.
  expect(warn).toHaveBeenCalledTimes(isNoticed ? 1 : 0);
});

it('is shown on pages, which load the module a second time', async () => {
  const server = await import('./proxy-notice');
  server.noticeProxy({ forwarded: 'for=192.0.2.1' }, 0, { warn: vi.fn() });
  vi.resetModules();
  expect((await import('./proxy-notice')).hasUntrustedProxy()).toBe(true);
});
