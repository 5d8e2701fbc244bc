import { readdirSync, readFileSync } from 'node:fs';
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { signInAsNewUser } from './support/people';
import { sendRaw } from './support/raw-request';
import { startWithoutProxy } from './support/second-web';
import { makerUrl } from './support/target';

/** The file of every page behind the sign-in. */
function protectedFiles(): string[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(maker|banner|connect\/activation)\/(.*\/)?page\.tsx$/.test(file))
    .sort();
}

const addressOf = (file: string, id: string) => `/${file.replace(/\/?page\.tsx$/, '').replaceAll(/\[\w+\]/g, id)}`;
const protectedPages = (id: string) => protectedFiles().map((file) => addressOf(file, id));

type Variant = [name: string, address: (page: string) => string, headers?: (page: string) => Record<string, string>];

/** S-66: the ways around a check that runs before the pages. */
const VARIANTS: Variant[] = [
  ['plain', (page) => page],
  ['with a slash', (page) => `${page}/`],
  ['.rsc', (page) => `${page}.rsc`],
  ['?_rsc', (page) => `${page}?_rsc=abc12`],
  ['RSC', (page) => page, () => ({ rsc: '1' })],
  ['RSC and ?_rsc', (page) => `${page}?_rsc=abc12`, () => ({ rsc: '1' })],
  ['prefetch', (page) => page, () => ({ rsc: '1', 'next-router-prefetch': '1', purpose: 'prefetch' })],
  [
    'a segment',
    (page) => page,
    () => ({ rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }),
  ],
  [
    'a segment of the page',
    (page) => page,
    (page) => ({ rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': `${page}/__PAGE__` }),
  ],
  ['a segment’s file', (page) => `${page}.segments${page}/__PAGE__.segment.rsc`],
  ['the tree’s file', (page) => `${page}.segments/_tree.segment.rsc`],
  [
    'a router state',
    (page) => page,
    () => ({
      rsc: '1',
      'next-router-state-tree': encodeURIComponent(
        JSON.stringify(['', { children: ['maker', { children: ['__PAGE__', {}] }] }, null, null, true]),
      ),
    }),
  ],
  [
    'x-middleware-subrequest',
    (page) => page,
    () => ({ 'x-middleware-subrequest': Array<string>(5).fill('proxy').join(':') }),
  ],
  [
    'x-middleware-subrequest in src',
    (page) => page,
    () => ({ 'x-middleware-subrequest': Array<string>(5).fill('src/middleware').join(':') }),
  ],
  ['x-nextjs-data', (page) => page, () => ({ 'x-nextjs-data': '1' })],
  [
    'x-middleware-invoke',
    (page) => page,
    (page) => ({ 'x-middleware-invoke': '1', 'x-invoke-path': page, 'x-matched-path': page }),
  ],
  ['_next/data', (page) => `/_next/data/build${page}.json`],
  ['two slashes', (page) => `/${page}`],
  ['a dot', (page) => page.replace('/maker', '/./maker')],
  ['an encoded dot', (page) => page.replace('/maker', '/%2e/maker')],
  ['an encoded letter', (page) => page.replace('/maker', '/%6daker')],
  ['an encoded slash', (page) => page.replace('/maker/', '/maker%2f')],
  ['capitals', (page) => page.toUpperCase()],
  ['a language', (page) => `/en${page}`],
  ['nxtP', (page) => `${page}?nxtPid=1&nxtIid=1&__nextLocale=en`],
  ['a foreign host', (page) => page, () => ({ 'x-forwarded-host': 'attacker.example', 'x-forwarded-proto': 'https' })],
  ['an action', (page) => page, () => ({ 'next-action': '0'.repeat(42) })],
];

/** Asks for a public page and names a protected one: the same whichever page is looked at. */
const DISGUISED: Variant[] = [
  ['x-original-url', () => '/login', (page) => ({ 'x-original-url': page, 'x-rewrite-url': page })],
  ['x-middleware-rewrite', () => '/login', (page) => ({ 'x-middleware-rewrite': page, 'x-nextjs-rewrite': page })],
];

async function leaks(url: string, page: string, canary: string, variants = VARIANTS): Promise<string[]> {
  const found: string[] = [];
  for (const [name, address, headers] of variants) {
    const own = Object.entries({ ...headers?.(page) }).map(([key, value]) => `${key}: ${value}`);
    const answer = await sendRaw(url, [`GET ${address(page)} HTTP/1.1`, `Host: ${new URL(makerUrl()).host}`, ...own]);
    if (answer.status >= 500 || answer.status === 0) found.push(`${page} ${name}: answered ${answer.status}`);
    if (`${answer.headers}${answer.body}`.includes(canary)) found.push(`${page} ${name}: shows what is protected`);
  }
  return found;
}

/** Things of every kind whose name is a canary, and somebody who may see none of them. */
async function plant(request: APIRequestContext) {
  const api = new Api(request);
  const canary = `canary${Date.now()}`;
  const roleId = await api.create('/api/roles', { name: canary, description: '', permissions: [] });
  const profileId = await api.create('/api/profiles', { name: canary, description: '', crmIds: [], objects: [] });
  const methodId = await api.create('/api/authclients', {
    name: canary,
    provider: 'hubspot',
    environment: '1',
    clientId: crypto.randomUUID(),
    clientSecret: 'secret-of-a-canary',
    requiredScopes: ['oauth'],
    optionalScopes: [],
  });
  const connectorId = await api.create('/api/sso/connectors', {
    name: canary,
    reference: canary,
    type: 'hubspot',
    authMethodId: methodId,
    enabled: true,
  });
  const crmId = await api.create('/api/crms', {
    name: canary,
    reference: canary,
    type: 'hubspot',
    authMethodId: methodId,
  });
  const { userId, cookie } = await signInAsNewUser(request, { name: canary, email: `${canary}@example.com`, roleId });
  const shown = [
    `/maker/roles/${roleId}`,
    `/maker/profiles/${profileId}`,
    `/maker/authentication-methods/${methodId}`,
    `/maker/sso-connectors/${connectorId}`,
    `/maker/crm/${crmId}`,
    `/maker/users/${userId}`,
    '/maker/roles',
    '/maker/profiles',
    '/maker/history',
  ];
  return { canary, shown, cookie, userId };
}

test('S-66, S-70: no page shows anything without permission, however it is requested, with proxy.ts and without', async ({
  adminPage,
}) => {
  test.setTimeout(300_000);
  const { canary, shown, cookie } = await plant(adminPage.request);
  for (const page of shown)
    expect(await (await adminPage.request.get(makerUrl() + page)).text(), page).toContain(canary);

  const pages = [...new Set([...shown, ...protectedPages('0192f0c1-0000-7000-8000-000000000001')])];
  expect(pages.length).toBeGreaterThan(40);
  const bare = await startWithoutProxy();
  try {
    // That nothing runs before the pages there is what makes it worth asking.
    expect((await fetch(`${bare.url}/login`)).headers.get('content-security-policy')).toBeNull();
    for (const url of [makerUrl(), bare.url]) {
      const found = await leaks(url, '/maker/users', canary, DISGUISED);
      for (const page of pages) found.push(...(await leaks(url, page, canary)));
      expect(found, `nobody, ${url}`).toEqual([]);
    }
    // Somebody without rights sees their own name and address, which are canaries too: the other things are found by their addresses.
    for (const url of [makerUrl(), bare.url]) {
      for (const page of pages.filter(
        (candidate) => candidate.startsWith('/maker') && !/\/settings\/account$|\/no-access$/.test(candidate),
      )) {
        const answer = await sendRaw(url, [
          `GET ${page} HTTP/1.1`,
          `Host: ${new URL(makerUrl()).host}`,
          `cookie: ${cookie}`,
        ]);
        expect([303, 307, 308, 200], `${page} ${answer.status}`).toContain(answer.status);
        expect(answer.body, page).not.toMatch(
          new RegExp(`href="/maker/(roles|profiles|authentication-methods|sso-connectors|crm)/[0-9a-f-]{36}`),
        );
      }
    }
  } finally {
    await bare.stop();
  }
});

test('S-91: no source or build internals are served', async ({ adminPage }) => {
  const html = await (await adminPage.request.get(`${makerUrl()}/login`)).text();
  const scripts = [...html.matchAll(/\/_next\/static\/[^"'\s\\]+\.(?:js|css)/g)].map(([path]) => path);
  expect(scripts.length).toBeGreaterThan(3);
  const crawl = [
    '/.git/config',
    '/.git/HEAD',
    '/.gitignore',
    '/.env',
    '/.env.local',
    '/.env.example',
    '/.data/keys.json',
    '/.data/e2e-0/keys.json',
    '/keys.json',
    '/.npmrc',
    '/.ci/run',
    '/.DS_Store',
    '/.well-known/security.txt',
    '/package.json',
    '/package-lock.json',
    '/tsconfig.json',
    '/next.config.js',
    '/proxy.ts',
    '/prisma/schema.prisma',
    '/README.md',
    '/DECISIONS.md',
    '/lib/web/server.ts',
    '/node_modules/next/package.json',
    '/tests',
    '/scripts/start.mjs',
    '/backup.sql',
    '/dump.sql',
    '/backup.zip',
    '/maker.tar.gz',
    '/index.html.bak',
    '/login.bak',
    '/login~',
    '/config.json',
    '/server.js.map',
    '/_next/',
    '/_next/static/',
    '/_next/server/app/page.js',
    '/_next/server/middleware.js',
    '/_next/BUILD_ID',
    '/_next/trace',
    '/_next/cache/',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/webpack-hmr',
    '/_next/mcp',
    '/__nextjs_original-stack-frames',
    '/__nextjs_original-stack-frame',
    '/__nextjs_source-map',
    '/__nextjs_launch-editor',
    '/__nextjs_error_feedback',
    '/__nextjs_restart_dev',
    '/__nextjs_devtools_config',
    '/_next/__nextjs_font',
    '/__sandbox/',
    '/debug',
    '/metrics',
    '/status',
    '/server-status',
    '/phpinfo.php',
    '/admin',
    '/graphql',
    '/swagger',
    '/api',
    '/api/',
    '/api/debug',
    '/api/__sandbox/reset',
    '/api/auth',
    '/_error',
    '/500',
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/_next/static/../../package.json',
    '/_next/static/..%2f..%2fpackage.json',
    ...scripts.flatMap((path) => [`${path}.map`, path.replace(/\.(js|css)$/, '.map')]),
  ];
  const served: string[] = [];
  for (const path of crawl) {
    const { status } = await sendRaw(makerUrl(), [`GET ${path} HTTP/1.1`, `Host: ${new URL(makerUrl()).host}`]);
    if (![404, 400, 308, 426].includes(status)) served.push(`${path}: ${status}`);
  }
  expect(served).toEqual([]);
  for (const path of scripts.slice(0, 5))
    expect(await (await adminPage.request.get(makerUrl() + path)).text()).not.toContain('sourceMappingURL');
  const upgrade = await sendRaw(makerUrl(), [
    'GET /_next/webpack-hmr HTTP/1.1',
    `Host: ${new URL(makerUrl()).host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]);
  expect(upgrade.status).not.toBe(101);
});

test('S-64: security headers on every kind of response', async ({ adminPage }) => {
  const html = await (await adminPage.request.get(`${makerUrl()}/login`)).text();
  const script = /\/_next\/static\/[^"'\s\\]+\.js/.exec(html)?.[0] ?? '';
  const classes: [name: string, line: string, policy: boolean, cache: RegExp][] = [
    ['page', 'GET /login', true, /no-store/],
    ['page that sends away', 'GET /maker', true, /no-store/],
    ['page that is not there', 'GET /nothing-here', true, /no-store/],
    ['API', 'GET /api/health', true, /no-store/],
    ['API, refused', 'GET /api/users', true, /no-store/],
    ['API that is not there', 'GET /api/nothing', true, /no-store/],
    ['login URL', 'GET /api/sso/login/nobody', true, /no-store/],
    ['callback', 'GET /api/sso/login/oauth/callback?state=x&code=y', true, /no-store/],
    ['sign-in', 'GET /api/auth/csrf', true, /no-store/],
    ['file', `GET ${script}`, false, /immutable/],
    ['file that is not there', 'GET /_next/static/nothing.js', false, /no-store/],
    ['refused at the door', 'GET /%zz', false, /no-store/],
    ['method that is not taken', 'TRACE /', false, /no-store/],
  ];
  for (const [name, line, hasPolicy, cache] of classes) {
    const { headers } = await sendRaw(makerUrl(), [`${line} HTTP/1.1`, `Host: ${new URL(makerUrl()).host}`]);
    const value = (header: string) => new RegExp(`^${header}: (.*)$`, 'im').exec(headers)?.[1]?.trim() ?? null;
    expect(
      {
        hsts: value('strict-transport-security'),
        sniff: value('x-content-type-options'),
        referrer: value('referrer-policy'),
        coop: value('cross-origin-opener-policy'),
        corp: value('cross-origin-resource-policy'),
        permissions: value('permissions-policy'),
        frame: value('x-frame-options'),
        cors: /^access-control-/im.test(headers),
        powered: value('x-powered-by'),
        server: value('server'),
      },
      name,
    ).toEqual({
      hsts: 'max-age=31536000; includeSubDomains',
      sniff: 'nosniff',
      referrer: 'no-referrer',
      coop: 'same-origin-allow-popups',
      corp: 'same-origin',
      permissions: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      frame: 'DENY',
      cors: false,
      powered: null,
      server: null,
    });
    expect(value('cache-control'), name).toMatch(cache);
    if (hasPolicy) {
      const policy = value('content-security-policy') ?? '';
      expect(policy.replaceAll(/'nonce-[^']+'/g, "'nonce'"), name).toBe(
        "default-src 'self'; script-src 'self' 'nonce' 'strict-dynamic'; style-src 'self' 'nonce'; style-src-attr 'none'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; report-uri /api/csp-reports",
      );
    }
  }
});

test('S-62: the nonce is new each time, ours, and on every script', async () => {
  const ask = () =>
    sendRaw(makerUrl(), [
      'GET /login HTTP/1.1',
      `Host: ${new URL(makerUrl()).host}`,
      'x-nonce: poisoned',
      "content-security-policy: script-src 'nonce-poisoned'",
      'content-security-policy-report-only: x',
    ]);
  const nonces = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const { headers, body } = await ask();
    const nonce = /'nonce-([^']+)'/.exec(headers)?.[1] ?? '';
    nonces.add(nonce);
    expect(Buffer.from(nonce, 'base64').length).toBeGreaterThanOrEqual(16);
    expect(body).not.toContain('poisoned');
    const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(nonces.size).toBe(3);
});

test('S-13: our URL comes from the configuration, not from the request', async () => {
  const hostile = [
    'Host: attacker.example',
    'Forwarded: host=attacker.example;proto=https',
    'X-Forwarded-Host: attacker.example',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Port: 6666',
    'X-Forwarded-Prefix: /attacker.example',
    'X-Original-URL: https://attacker.example/',
    'X-Rewrite-URL: //attacker.example',
  ];
  const asked = [
    'GET /',
    'GET /maker',
    'GET /banner',
    'GET /login',
    'GET /api/sso/login/nobody',
    'GET /api/sso/login/oauth/callback?state=x&code=y',
    'GET /api/authclients/hbdnakz/fzefdzs?state=x&code=y',
    'GET /api/auth/signin',
    'GET /api/auth/signin?callbackUrl=https://attacker.example',
    'GET /api/auth/signout',
    'GET /api/auth/csrf',
    'GET /api/auth/session',
    'GET /api/auth/error',
    'GET /api/auth/callback/credentials',
    'POST /api/auth/signout',
    'GET /api/openapi.json',
    'GET //attacker.example',
    'GET https://attacker.example/maker',
  ];
  for (const header of hostile) {
    for (const line of asked) {
      const lines = [
        `${line} HTTP/1.1`,
        ...(header.startsWith('Host:') ? [] : [`Host: ${new URL(makerUrl()).host}`]),
        header,
        ...(line.startsWith('POST') ? ['Content-Length: 0'] : []),
      ];
      const { status, headers } = await sendRaw(makerUrl(), lines);
      expect(status, `${line} ${header}`).toBeLessThan(500);
      const location = /^location: (.*)$/im.exec(headers)?.[1]?.trim();
      if (location === undefined) continue;
      expect(new URL(location, makerUrl()).origin, `${line} ${header}`).toBe(makerUrl());
    }
  }
});

test('malformed URLs are rejected without a server error', async ({ adminPage }) => {
  for (const target of [
    'http://[x/',
    '*',
    '?x',
    '/%zz',
    '/api/sso/login/%00',
    '/api/users/%ff',
    '/maker%0d%0aSet-Cookie:a=b',
  ]) {
    expect(
      (await sendRaw(makerUrl(), [`GET ${target} HTTP/1.1`, `Host: ${new URL(makerUrl()).host}`])).status,
      target,
    ).toBe(400);
  }
  const queries = [
    'q=%00',
    'q=%ff',
    'page=-1',
    'page=1e99',
    'q[]=a',
    'q=a&q=b',
    '__proto__=a',
    'sort=constructor',
    'role=x',
    'tag=x',
    'cursor=x',
    'from=0000-01-01&to=99999-99-99',
    'entityId=%00',
    'connector=x',
    'method=%00',
    'copy=x',
    'permission=%00',
    'state=x',
  ];
  for (const page of protectedPages('not-an-id')) {
    const response = await adminPage.request.get(makerUrl() + page);
    expect(response.status(), page).toBeLessThan(500);
  }
  for (const file of protectedFiles().filter((candidate) => !/\[\w+\]/.test(candidate))) {
    // A page that doesn't take the query gets all of them at once.
    const takesQuery = readFileSync(`app/${file}`, 'utf8').includes('searchParams');
    const failing: string[] = [];
    for (const query of takesQuery ? queries : [queries.join('&')]) {
      const address = `${addressOf(file, '')}?${query}`;
      if ((await adminPage.request.get(makerUrl() + address)).status() >= 500) failing.push(address);
    }
    expect(failing).toEqual([]);
  }
  expect((await adminPage.request.get(`${makerUrl()}/login`)).status()).toBe(200);
});

test('S-60: sign-in forms are only accepted from our pages, with a size limit', async ({ adminPage }) => {
  const { csrfToken }: { csrfToken: string } = await (
    await adminPage.request.get(`${makerUrl()}/api/auth/csrf`)
  ).json();
  for (const path of ['/api/auth/signout', '/api/auth/callback/credentials']) {
    for (const origin of ['https://attacker.example', 'null', '']) {
      const response = await adminPage.request.post(makerUrl() + path, { headers: { origin }, form: { csrfToken } });
      expect(response.status(), `${path} ${origin}`).toBe(403);
    }
    const big = await adminPage.request.post(makerUrl() + path, {
      headers: { origin: makerUrl() },
      form: { csrfToken, email: 'x'.repeat(100_000) },
    });
    expect(big.status(), path).toBe(413);
  }
  // What next-auth would take and our pages don't send is no address of ours.
  for (const path of ['/api/auth/signin/credentials', '/api/auth/_log', '/api/auth/session']) {
    const response = await adminPage.request.post(makerUrl() + path, {
      headers: { origin: makerUrl() },
      form: { csrfToken },
    });
    expect(response.status(), path).toBe(404);
  }
  // Without the token of the form nobody is signed out or in.
  await adminPage.request.post(`${makerUrl()}/api/auth/signout`, {
    headers: { origin: makerUrl() },
    form: { csrfToken: 'x' },
  });
  expect((await adminPage.request.get(`${makerUrl()}/api/account/sessions`)).status()).toBe(200);
});
