import { expect, test } from './fixtures';
import { Api, setUpArticle, signInAgent } from './support/article-set-up';
import { sandbox } from './support/sandbox';
import { makerUrl } from './support/target';
import { Telephone } from './support/telephone';

/** Not the agent of the other flows. */
const AGENT = 'jonas@atelier-lumen.example';

// S-62: whatever is stored as a name is shown as a text. Executions call `pwned`; violations of the policy are complaints.
const PAYLOADS = [
  '<script>pwned(1)</script>',
  '<img src=x onerror=pwned(2)>',
  '"><svg onload=pwned(3)>',
  "'-pwned(4)-'",
  '</script><script>pwned(5)</script>',
  '<style>*{display:none}</style>',
  '{{constructor.constructor("pwned(6)")()}}',
];

test.afterEach(() => sandbox.settings({ 'crm.indexDelayMs': 1000 }));

test('stored text is never executed or interpreted as markup, in the Maker and in the Banner', async ({
  adminPage,
  browser,
  complaints,
}) => {
  test.setTimeout(240_000);
  const executed: string[] = [];
  await adminPage.context().exposeFunction('pwned', (which: unknown) => void executed.push(String(which)));
  const unique = String(Date.now());
  const api = new Api(adminPage.request);
  const evil = (index: number) => `${PAYLOADS[index % PAYLOADS.length] ?? ''} ${unique}`.slice(0, 120);
  const article = await setUpArticle(adminPage.request, { unique, agent: AGENT });

  // Every name that the Maker keeps.
  const method: {
    version: number;
    environment: string;
    clientId: string;
    requiredScopes: string[];
    optionalScopes: string[];
  } = Object(await api.get(`/api/authclients/${article.methodId}`));
  const { version, environment, clientId, requiredScopes, optionalScopes } = method;
  await api.patch(`/api/authclients/${article.methodId}`, {
    name: evil(6),
    environment,
    clientId,
    requiredScopes,
    optionalScopes,
    version,
  });
  const crm: {
    version: number;
    reference: string;
    authMethod: { id: string };
    objects: {
      id: string;
      version: number;
      apiName: string;
      fields: { id: string; version: number; required: boolean; readOnly: boolean; options: unknown[] }[];
    }[];
  } = Object(await api.get(`/api/crms/${article.crmId}`));
  await api.patch(`/api/crms/${article.crmId}`, {
    name: evil(0),
    reference: crm.reference,
    authMethodId: article.methodId,
    version: crm.version,
  });
  for (const [index, object] of crm.objects.entries()) {
    await api.patch(`/api/crm-objects/${object.id}`, { name: `${index} ${evil(index + 1)}`, version: object.version });
    for (const [place, field] of object.fields.entries())
      await api.patch(`/api/crm-fields/${field.id}`, {
        name: `${place} ${evil(place)}`,
        required: field.required,
        readOnly: field.readOnly,
        options: field.options,
        version: field.version,
      });
  }
  const scenario: { version: number; definition: unknown } = Object(
    await api.get(`/api/scenarios/${article.scenarioId}`),
  );
  await api.patch(`/api/scenarios/${article.scenarioId}`, {
    name: evil(1),
    enabled: true,
    definition: scenario.definition,
    version: scenario.version,
  });
  const rule: { version: number; definition: unknown } = Object(await api.get(`/api/rules/${article.ruleId}`));
  await api.patch(`/api/rules/${article.ruleId}`, {
    name: evil(2),
    enabled: true,
    definition: rule.definition,
    version: rule.version,
  });
  const roleId = await api.create('/api/roles', { name: evil(3), description: evil(4), permissions: [] });
  const userId = await api.create('/api/users', {
    name: evil(5),
    email: `evil-${unique}@example.com`,
    roleId,
    isAdministrator: false,
    profileIds: [],
    defaultProfileId: null,
    ssoConnectorId: null,
    language: 'en',
  });
  const profileId = await api.create('/api/profiles', { name: evil(0), description: evil(1), crmIds: [], objects: [] });
  await api.create('/api/api-keys', { name: evil(2), scopes: ['interactions.write'] });
  await api.create('/api/tags', { name: '<script>pwned(9)</script>', colour: 'blue' }).catch(() => undefined);

  // Values in HubSpot and in reported calls.
  const number = `+33176${unique.slice(-6)}`;
  await sandbox.settings({ 'crm.indexDelayMs': 0 });
  await sandbox.api('/crm/v3/objects/contacts', {
    method: 'POST',
    portalId: 146_201_877,
    body: {
      properties: { firstname: PAYLOADS[0], lastname: PAYLOADS[1], phone: number, email: `x${unique}@example.com` },
    },
  });
  const call = new Telephone(article.apiKey);
  const presented = await call.announce({
    source: 'e2e',
    id: `evil-${unique}`,
    sequence: 1,
    type: 'presented',
    at: new Date().toISOString(),
    channel: 'voice',
    direction: 'incoming',
    agent: article.agent.email,
    ourNumber: PAYLOADS[0],
    queue: PAYLOADS[1],
    subject: PAYLOADS[4],
    customer: { number, name: PAYLOADS[2], handle: PAYLOADS[3] },
    outcome: PAYLOADS[5],
  });
  expect(presented.status).toBe(202);
  const { id: interactionId } = Object(presented.body);

  const pages = [
    '/maker',
    '/maker/authentication-methods',
    `/maker/authentication-methods/${article.methodId}`,
    '/maker/crm',
    `/maker/crm/${article.crmId}`,
    `/maker/crm/${article.crmId}/objects/${article.objectIds.contacts}`,
    `/maker/crm/${article.crmId}/screen-pop`,
    `/maker/crm/${article.crmId}/screen-pop/${article.scenarioId}`,
    `/maker/crm/${article.crmId}/interaction-assignment`,
    `/maker/crm/${article.crmId}/interaction-assignment/${article.ruleId}`,
    `/maker/crm/${article.crmId}/coverage`,
    `/maker/crm/${article.crmId}/settings`,
    '/maker/users',
    `/maker/users/${userId}`,
    `/maker/users/${userId}/access`,
    '/maker/roles',
    `/maker/roles/${roleId}`,
    '/maker/profiles',
    `/maker/profiles/${profileId}`,
    `/maker/profiles/${article.profileId}`,
    '/maker/interactions',
    `/maker/interactions/${interactionId}`,
    '/maker/history',
    '/maker/settings/api-keys',
    '/maker/sso-connectors',
    `/maker/no-access?permission=${encodeURIComponent(PAYLOADS[0] ?? '')}`,
    `/login?next=${encodeURIComponent('javascript:pwned(7)')}&email=${encodeURIComponent(PAYLOADS[2] ?? '')}`,
    `/connect/sign-in-refused?reason=${encodeURIComponent(PAYLOADS[0] ?? '')}&connector=${encodeURIComponent(PAYLOADS[2] ?? '')}`,
    `/maker/users?q=${encodeURIComponent(PAYLOADS[2] ?? '')}`,
  ];
  for (const path of pages) {
    await adminPage.goto(makerUrl() + path);
    await expect(adminPage.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await adminPage.locator('img[src="x"], svg[onload], main style, main script').count(), path).toBe(0);
  }
  await adminPage.goto(`${makerUrl()}/maker/crm`);
  await expect(adminPage.getByText(evil(0)).first()).toBeVisible();

  // The agent: the card of a customer whose name is a script pops up, opens and is read.
  const context = await browser.newContext();
  await context.exposeFunction('pwned', (which: unknown) => void executed.push(`banner ${String(which)}`));
  const trouble: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  await signInAgent(context.request, article);
  const banner = await context.newPage();
  await banner.goto(`${makerUrl()}/banner`);
  await expect(banner.getByText(PAYLOADS[1] ?? '', { exact: false }).first()).toBeVisible();
  expect(await banner.locator('img[src="x"], svg[onload], main style, main script').count()).toBe(0);
  await context.close();
  await adminPage.request.delete(`${makerUrl()}/api/users/${article.agent.id}`, {
    headers: { origin: makerUrl(), 'content-type': 'application/json' },
  });

  expect(executed).toEqual([]);
  expect(trouble).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a provider’s error message is shown as text', async ({ adminPage }) => {
  const executed: string[] = [];
  await adminPage.context().exposeFunction('pwned', (which: unknown) => void executed.push(String(which)));
  for (const payload of PAYLOADS) {
    for (const callback of ['/api/authclients/hbdnakz/fzefdzs', '/api/sso/login/oauth/callback']) {
      const query = new URLSearchParams({
        error: payload,
        error_description: payload,
        error_uri: `javascript:pwned(8)`,
        state: 'A'.repeat(43),
      });
      await adminPage.goto(`${makerUrl()}${callback}?${query}`);
      await expect(adminPage.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await adminPage.content()).not.toContain('pwned(');
    }
  }
  expect(executed).toEqual([]);
});
