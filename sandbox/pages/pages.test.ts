import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { harbor, lumen } from '../seed/portals';
import { startTestSandbox, type SandboxClient } from '../testing/sandbox-client';

let sandbox: SandboxClient;

/** A page's HTML with normalised whitespace inside tags, as browsers treat it. */
async function readHtml(response: Response): Promise<string> {
  return (await response.text()).replaceAll(/<[^>]+>/g, (tag) => tag.replaceAll(/\s+/g, ' ').replace(/ (\/?>)$/, '$1'));
}
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('signing in', () => {
  it('refuses a wrong password and an unknown address with the same message', async () => {
    const pages = await Promise.all(
      [
        { email: 'lea@atelier-lumen.example', password: 'x' },
        { email: 'nobody@example.com', password: 'sandbox' },
      ].map(async (fields) => {
        const response = await sandbox.postForm('/login', fields);
        return {
          status: response.status,
          cookie: response.headers.get('set-cookie'),
          sentence: /id="problem"[^>]*>([^<]+)</.exec(await readHtml(response))?.[1],
        };
      }),
    );
    expect(pages[0]).toMatchObject({
      status: 401,
      cookie: null,
      sentence: 'Incorrect email address or password.',
    });
    expect(pages[1]).toEqual(pages[0]);
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/x\r\ny', ''])(
    'never redirects to %j',
    async (next) => {
      const response = await sandbox.postForm('/login', {
        email: 'lea@atelier-lumen.example',
        password: 'sandbox',
        next,
      });
      expect(response.headers.get('location')).toBe('/');
    },
  );

  it('ends when signing out', async () => {
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    expect((await sandbox.request(`/contacts/${lumen.portalId}/objects/0-1`, { headers: { cookie } })).status).toBe(
      200,
    );
    await sandbox.postForm('/logout', {}, { headers: { cookie } });
    const after = await sandbox.request(`/contacts/${lumen.portalId}/objects/0-1`, { headers: { cookie } });
    expect(after.headers.get('location')).toMatch(/^\/login\?next=/);
  });
});

describe('developer pages', () => {
  const account = {
    firstName: 'Dev',
    lastName: 'Eloper',
    email: 'dev@example.com',
    password: 'secret',
    accountName: 'Apps',
  };
  let cookie: string;
  let base: string;

  beforeAll(async () => {
    const response = await sandbox.postForm('/signup/developers', account);
    cookie = cookieOf(response);
    base = `${response.headers.get('location')}/legacy-apps`;
  });
  const submit = (path: string, fields: [string, string][]) => sandbox.postForm(path, fields, { headers: { cookie } });
  const redirect = 'http://localhost:3000/api/authclients/hbdnakz/fzefdzs';

  it('refuse a sign-up with missing fields or an existing address, and keep the input', async () => {
    for (const changes of [
      { email: 'nonsense' },
      { email: account.email },
      { firstName: '' },
      { lastName: '' },
      { password: 'x' },
      { accountName: ' ' },
    ]) {
      const response = await sandbox.postForm('/signup/developers', {
        ...account,
        email: 'other@example.com',
        ...changes,
      });
      expect([changes, response.status]).toEqual([changes, 422]);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await readHtml(response)).toContain('aria-invalid="true"');
    }
    const kept = await readHtml(
      await sandbox.postForm('/signup/developers', { ...account, firstName: '', lastName: 'Kept' }),
    );
    expect(kept).toContain('value="Kept"');
    expect(kept).not.toContain('secret');
  });

  const refused: [string, [string, string][], string][] = [
    [
      'no name',
      [
        ['name', ' '],
        ['redirectUrl', redirect],
      ],
      'Enter a name for your app',
    ],
    [
      'no redirect URL',
      [
        ['name', 'A'],
        ['redirectUrl', ''],
      ],
      'Enter at least one redirect URL',
    ],
    [
      'an http URL that is not localhost',
      [
        ['name', 'A'],
        ['redirectUrl', 'http://maker.example/cb'],
      ],
      'must begin with https',
    ],
    [
      'an IP address',
      [
        ['name', 'A'],
        ['redirectUrl', 'https://127.0.0.1/cb'],
      ],
      'names an IP address',
    ],
    [
      'an IPv6 address',
      [
        ['name', 'A'],
        ['redirectUrl', 'http://[::1]:3000/cb'],
      ],
      'names an IP address',
    ],
    [
      'a second URL that is none',
      [
        ['name', 'A'],
        ['redirectUrl', redirect],
        ['redirectUrl', 'nonsense'],
      ],
      'is not a URL',
    ],
    [
      'a fragment',
      [
        ['name', 'A'],
        ['redirectUrl', `${redirect}#x`],
      ],
      'fragment',
    ],
    [
      'another scheme',
      [
        ['name', 'A'],
        ['redirectUrl', 'javascript:alert(1)'],
      ],
      'must begin with https',
    ],
    [
      'an unknown scope',
      [
        ['name', 'A'],
        ['redirectUrl', redirect],
        ['scope:crm.objects.nothing.read', 'required'],
      ],
      'There is no scope named',
    ],
  ];
  it.each(refused)('refuse an app with %s, and keep the input', async (_name, fields, sentence) => {
    const response = await submit(`${base}/create/public`, [...fields, ['description', 'Typed already']]);
    expect(response.status).toBe(422);
    const page = await readHtml(response);
    expect(page).toContain(sentence);
    expect(page).toContain('Typed already');
    expect(await readHtml(await sandbox.request(base, { headers: { cookie } }))).not.toContain('<tbody>');
  });

  it('create an app, list it, show its credentials, edit it, rotate its secret, delete it', async () => {
    const created = await submit(`${base}/create/public`, [
      ['name', 'My <app>'],
      ['redirectUrl', redirect],
      ['redirectUrl', 'https://maker.example/api/sso/login/oauth/callback'],
      ['scope:crm.objects.contacts.read', 'required'],
      ['scope:tickets', 'conditional'],
      ['scope:crm.objects.custom.read', 'optional'],
    ]);
    expect(created.status).toBe(303);
    const here = (created.headers.get('location') ?? '').split('?')[0] ?? '';
    const list = await readHtml(await sandbox.request(base, { headers: { cookie } }));
    expect(list).toContain('My &lt;app&gt;');
    const show = async () => readHtml(await sandbox.request(`${here}?tab=auth`, { headers: { cookie } }));
    const read = (page: string, id: string) => new RegExp(`id="${id}"[^>]*value="([^"]+)"`).exec(page)?.[1] ?? '';
    const first = await show();
    expect(read(first, 'app-id')).toMatch(/^\d{8}$/);
    expect(read(first, 'client-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(read(first, 'client-secret')).toMatch(/^[0-9a-f-]{36}$/);

    const edited = await submit(here, [
      ['name', 'Renamed'],
      ['redirectUrl', redirect],
      ['scope:crm.objects.contacts.read', 'optional'],
    ]);
    expect(edited.status).toBe(303);
    const second = await show();
    expect(second).toContain('Renamed');
    expect(second).not.toContain('scope:tickets');
    expect(read(second, 'client-secret')).toBe(read(first, 'client-secret'));

    await submit(`${here}/rotate-secret`, []);
    expect(read(await show(), 'client-secret')).not.toBe(read(first, 'client-secret'));
    await submit(`${here}/delete`, []);
    expect((await sandbox.request(here, { headers: { cookie } })).status).toBe(404);
  });

  it('mark only the invalid redirect URL', async () => {
    const page = await readHtml(
      await submit(`${base}/create/public`, [
        ['name', 'A'],
        ['redirectUrl', redirect],
        ['redirectUrl', 'ftp://x'],
        ['redirectUrl', 'nonsense'],
      ]),
    );
    const rows = [...page.matchAll(/<input [^>]*name="redirectUrl" value="([^"]+)"[^>]*>/g)].map(([input, url]) => [
      url,
      /aria-describedby="([^"]+)"/.exec(input)?.[1] ?? null,
    ]);
    expect(rows).toEqual([
      [redirect, null],
      ['ftp://x', 'redirect-problem-1'],
      ['nonsense', 'redirect-problem-2'],
    ]);
    expect(page).toMatch(/id="redirect-problem-1">ftp:\/\/x must begin with https/);
    expect(page).toMatch(/id="redirect-problem-2">nonsense is not a URL/);
  });

  it('mark the invalid field of a webhook, and keep the input', async () => {
    const created = await submit(`${base}/create/public`, [
      ['name', 'Hooks'],
      ['redirectUrl', redirect],
    ]);
    const hooks = `${(created.headers.get('location') ?? '').split('?')[0]}/webhooks`;
    const attempt = async (fields: Record<string, string>) => {
      const response = await submit(hooks, Object.entries(fields));
      const page = await readHtml(response);
      return [
        response.status,
        ...[...page.matchAll(/ id="(\w+)-problem">([^<]+)</g)].map(([, field, sentence]) => `${field}: ${sentence}`),
      ];
    };
    expect(await attempt({ action: 'configure', targetUrl: 'http://1.2.3.4/x', maxConcurrentRequests: '5' })).toEqual([
      422,
      'targetUrl: http://1.2.3.4/x names an IP address. Use a domain, or localhost.',
      'maxConcurrentRequests: Enter a whole number from 6 to 100.',
    ]);
    expect(await attempt({ action: 'subscribe', eventType: 'contact.propertyChange' })).toEqual([
      422,
      'propertyName: A property change requires a property name.',
    ]);
    expect(await attempt({ action: 'subscribe', eventType: 'object.creation', objectTypeId: 'calls' })).toEqual([
      422,
      'objectTypeId: An object type ID looks like 0-48.',
    ]);
    expect(await attempt({ action: 'subscribe', eventType: 'object.creation', objectTypeId: '0-48' })).toEqual([303]);
    expect(await attempt({ action: 'subscribe', eventType: 'object.creation', objectTypeId: '0-48' })).toEqual([
      422,
      'eventType: The app already has this subscription.',
    ]);
  });

  it('require sign-in', async () => {
    const other = await sandbox.signIn('lea@atelier-lumen.example');
    expect((await sandbox.request(base, { headers: { cookie: other } })).status).toBe(404);
    expect(
      (
        await sandbox.postForm(
          `${base}/create/public`,
          { name: 'A', redirectUrl: redirect },
          { headers: { cookie: other } },
        )
      ).status,
    ).toBe(404);
    expect((await sandbox.request(base)).headers.get('location')).toMatch(/^\/login/);
  });
});

describe('record pages', () => {
  const firstContact = async (cookie: string) => {
    const list = await readHtml(
      await sandbox.request(`/contacts/${lumen.portalId}/objects/0-1`, { headers: { cookie } }),
    );
    return /\/contacts\/\d+\/record\/0-1\/\d+/.exec(list)?.[0] ?? '';
  };

  it('are hidden from users of other accounts', async () => {
    const path = await firstContact(await sandbox.signIn('lea@atelier-lumen.example'));
    const other = await sandbox.signIn('dana@harbor-supply.example');
    expect((await sandbox.request(path, { headers: { cookie: other } })).status).toBe(403);
    expect((await sandbox.postForm(path, { 'property:firstname': 'X' }, { headers: { cookie: other } })).status).toBe(
      403,
    );
    expect(
      (
        await sandbox.request(path.replace(String(lumen.portalId), String(harbor.portalId)), {
          headers: { cookie: other },
        })
      ).status,
    ).toBe(404);
    expect((await sandbox.request(path)).headers.get('location')).toMatch(/^\/login\?next=/);
  });

  it('show a record, write only changed values, and refuse what the API refuses', async () => {
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    const path = await firstContact(cookie);
    const saved = await sandbox.postForm(
      path,
      { 'property:firstname': 'Zélie', 'property:createdate': '1' },
      { headers: { cookie } },
    );
    expect(saved.headers.get('location')).toBe(`${path}?notice=saved`);
    expect(await readHtml(await sandbox.request(path, { headers: { cookie } }))).toContain('value="Zélie"');
    const same = await sandbox.postForm(path, { 'property:firstname': 'Zélie' }, { headers: { cookie } });
    expect(same.headers.get('location')).toBe(`${path}?notice=same`);
    const refused = await sandbox.postForm(path, { 'property:email': 'not an address' }, { headers: { cookie } });
    expect(refused.status).toBe(422);
    const page = await readHtml(refused);
    expect(page).toContain('value="not an address"');
    expect(page).toMatch(
      /<input id="property-email"[^>]*aria-invalid="true" aria-describedby="property-email-problem"/,
    );
    expect(page).toContain('id="property-email-problem">Email address not an address is invalid');
  });

  it('show HTML as HTML, where nothing can run', async () => {
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    const list = await readHtml(
      await sandbox.request(`/contacts/${lumen.portalId}/objects/0-48`, { headers: { cookie } }),
    );
    const path = /\/contacts\/\d+\/record\/0-48\/\d+/.exec(list)?.[0] ?? '';
    const body = 'R&amp;D<br><b>level 2</b><script>alert(1)</script>';
    await sandbox.postForm(path, { 'property:hs_call_body': body }, { headers: { cookie } });
    const page = await readHtml(await sandbox.request(path, { headers: { cookie } }));
    expect(page).toContain(
      '<iframe class="shown" title="As HubSpot shows it" sandbox srcdoc="R&amp;amp;D&lt;br&gt;&lt;b&gt;level 2',
    );
    expect(page).not.toContain('<script>alert');
  });

  it('delete a record and restore it within 90 days, each with its webhook event', async () => {
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    const path = await firstContact(cookie);
    const post = async (action: string, as = cookie) =>
      sandbox.postForm(`${path}/${action}`, {}, { headers: { cookie: as } });
    expect((await post('delete', await sandbox.signIn('dana@harbor-supply.example'))).status).toBe(403);
    expect((await post('erase')).status).toBe(404);
    expect(
      (await sandbox.postForm(`/contacts/${lumen.portalId}/record/0-1/1/delete`, {}, { headers: { cookie } })).status,
    ).toBe(404);
    expect((await post('delete')).headers.get('location')).toBe(`${path}?notice=deleted`);
    const deleted = await readHtml(await sandbox.request(path, { headers: { cookie } }));
    expect(deleted).toContain('In the recycle bin');
    expect(deleted).not.toContain('Save</button>');
    expect((await post('restore')).headers.get('location')).toBe(`${path}?notice=restored`);
    expect(await readHtml(await sandbox.request(path, { headers: { cookie } }))).toContain('Delete contact');
    const ledger = z
      .object({ entries: z.array(z.looseObject({ type: z.string() })) })
      .parse(await (await sandbox.control('ledger?type=crm.record', undefined, 'GET')).json());
    expect(ledger.entries.slice(-2)).toMatchObject([
      { type: 'crm.record.archive', data: { source: { sourceId: 'userId:70110002' } } },
      { type: 'crm.record.restore' },
    ]);
    await post('delete');
    await sandbox.control('clock', { advanceSeconds: 91 * 86_400 });
    const late = await post('restore', await sandbox.signIn('lea@atelier-lumen.example'));
    expect([late.status, await late.text()]).toEqual([422, expect.stringContaining('can be restored for 90 days')]);
    await sandbox.control('clock', { advanceSeconds: -91 * 86_400 });
  });

  it('find records', async () => {
    const cookie = await sandbox.signIn('lea@atelier-lumen.example');
    const none = await sandbox.request(`/contacts/${lumen.portalId}/objects/0-1?query=zzzzqq`, { headers: { cookie } });
    expect(await none.text()).toContain('Nothing matches');
    expect((await sandbox.request(`/contacts/${lumen.portalId}/objects/9-9`, { headers: { cookie } })).status).toBe(
      404,
    );
  });
});

describe('the control page', () => {
  const faults = async () =>
    z
      .object({ faults: z.array(z.looseObject({ times: z.number() })) })
      .parse(await (await sandbox.control('faults', undefined, 'GET')).json()).faults;

  it('refuses unknown options and cross-site forms', async () => {
    expect((await sandbox.postForm('/__sandbox/actions/fault', { kind: 'x', target: 'all', times: '1' })).status).toBe(
      422,
    );
    expect(
      (await sandbox.postForm('/__sandbox/actions/fault', { kind: 'slow', target: 'all', times: '0' })).status,
    ).toBe(422);
    expect((await sandbox.postForm('/__sandbox/actions/clock', { advance: 'year' })).status).toBe(422);
    expect((await sandbox.postForm('/__sandbox/actions/setting', { key: 'limits.burst', value: '' })).status).toBe(422);
    expect((await sandbox.postForm('/__sandbox/actions/nothing', {})).status).toBe(404);
    expect(
      (await sandbox.postForm('/__sandbox/actions/reset', {}, { headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403);
    expect(await faults()).toEqual([]);
  });

  it('shows the input again, with an error beside its field', async () => {
    const fault = await readHtml(
      await sandbox.postForm('/__sandbox/actions/fault', { kind: 'drip', target: 'search', times: '-3' }),
    );
    expect(fault).toContain('<option value="drip" selected>');
    expect(fault).toContain('<option value="search" selected>');
    expect(fault).toMatch(/name="times"[^>]*value="-3" aria-invalid="true" aria-describedby="fault-problem"/);
    const setting = await readHtml(
      await sandbox.postForm('/__sandbox/actions/setting', { key: 'limits.burst', value: '0' }),
    );
    expect(setting).toMatch(
      /value="0" aria-label="limits.burst" aria-describedby="help-limits.burst problem-limits.burst" aria-invalid="true"/,
    );
    expect(setting).toContain('id="problem-limits.burst">limits.burst is at least 1.');
  });

  it('delays the search index', async () => {
    const delay = async () => {
      const body: unknown = await (await sandbox.control('settings', undefined, 'GET')).json();
      return z
        .object({ settings: z.array(z.looseObject({ key: z.string(), value: z.unknown() })) })
        .parse(body)
        .settings.find(({ key }) => key === 'crm.indexDelayMs')?.value;
    };
    expect((await sandbox.postForm('/__sandbox/actions/index', { delay: 'year' })).status).toBe(422);
    expect(await delay()).toBe(1000);
    const chosen = await sandbox.postForm('/__sandbox/actions/index', { delay: 'ten-minutes' });
    expect(chosen.headers.get('location')).toBe('/__sandbox/?notice=index#index');
    expect(await delay()).toBe(600_000);
    expect(await readHtml(await sandbox.request('/__sandbox/'))).toMatch(/value="ten-minutes" aria-pressed="true"/);
  });

  it('starts and stops faults, moves the clock, changes settings', async () => {
    await sandbox.postForm('/__sandbox/actions/fault', { kind: 'unavailable', target: 'crm', times: '3' });
    expect(await faults()).toMatchObject([{ status: 503, path: '/crm/*', times: 3 }]);
    await sandbox.postForm('/__sandbox/actions/end-faults', {});
    expect(await faults()).toEqual([]);
    await sandbox.postForm('/__sandbox/actions/clock', { advance: 'hour' });
    expect(await (await sandbox.control('clock', undefined, 'GET')).json()).toMatchObject({ offsetMs: 3_600_000 });
    await sandbox.postForm('/__sandbox/actions/clock-now', {});
    await sandbox.postForm('/__sandbox/actions/setting', { key: 'oauth.cancel', value: 'silent' });
    const page = await readHtml(await sandbox.request('/__sandbox/'));
    expect(page).toContain('changed</span>');
  });

  it('every page has a strict content policy with a fresh nonce', async () => {
    const policies = await Promise.all(
      ['/', '/login'].map(async (path) => (await sandbox.request(path)).headers.get('content-security-policy') ?? ''),
    );
    expect(policies[0]).toMatch(/default-src 'none'; style-src 'self'; script-src 'nonce-/);
    expect(policies[0]).not.toBe(policies[1]);
    expect(policies.join()).not.toContain('unsafe');
  });
});
