import type { APIRequestContext, Page } from '@playwright/test';
import { z } from 'zod';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { expect, test } from './fixtures';
import { Api } from './support/article-set-up';
import { MODULE_PAGES } from './support/module-pages';
import { makerUrl } from './support/target';

const stamp = String(Date.now()).slice(-6);
/** The longest allowed name, without break opportunities. Last in every list. */
const LONG = `Zusammengeschriebenes${'NameOhneLeerzeichen'.repeat(6)}`.slice(0, 112) + stamp;

const OTHERS = ['/maker', '/maker/settings/account', '/maker/settings/api-keys'];

const WIDTHS = [360, 1280];

test(`no page is wider than ${WIDTHS.join(' or ')} px, however long the names`, async ({ adminPage: page }) => {
  test.setTimeout(600_000);
  const paths = [...MODULE_PAGES, ...OTHERS, ...(await fillWithLongNames(page.request))];
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(makerUrl() + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
      faults.push(...(await faultsOf(page)).map((fault) => `${path}, ${width} px: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});

/** Wider than the window; something of a row outside it, or a table that has to be scrolled; something to press on top of the row's name. */
async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.scrollingElement?.scrollWidth ?? 0;
    if (wide > innerWidth) found.push(`${wide} px wide`);
    for (const control of document.querySelectorAll<HTMLElement>(
      'main :is(button, a, input, select, textarea, label)',
    )) {
      const { left, right, width } = control.getBoundingClientRect();
      const scrolls =
        control.closest('nav, pre') !== null || (control.closest('thead')?.getBoundingClientRect().width ?? 9) <= 1;
      if (width > 1 && !scrolls && (left < 0 || right > innerWidth))
        found.push(`${control.textContent.trim().slice(0, 30)} outside`);
      if (width > 1 && control.scrollWidth > control.clientWidth + 1 && control.matches('label'))
        found.push(`${control.textContent.trim().slice(0, 30)} wider than its place`);
    }
    for (const table of document.querySelectorAll('main table')) {
      const frame = table.parentElement;
      if (frame !== null && frame.scrollWidth > frame.clientWidth) found.push('a table wider than its frame');
    }
    for (const row of document.querySelectorAll('main tbody tr')) {
      const [name, button] = [row.querySelector('th'), row.querySelector('td:last-child button')];
      if (name === null || button === null) continue;
      const text = document.createRange();
      text.selectNodeContents(name);
      const target = button.getBoundingClientRect();
      // Ignore text that a tag truncates.
      const end = name.querySelector('.truncate')?.getBoundingClientRect().right ?? Infinity;
      const isCovered = [...text.getClientRects()].some(
        (box) =>
          box.left < target.right &&
          Math.min(box.right, end) > target.left &&
          box.top < target.bottom &&
          box.bottom > target.top,
      );
      if (isCovered) found.push(`a button covers ${name.textContent.slice(0, 30)}`);
    }
    return found;
  });
}

/** One of each kind with the longest name; the paths of their pages. */
async function fillWithLongNames(request: APIRequestContext): Promise<string[]> {
  const api = new Api(request);
  const methodId = await api.create('/api/authclients', {
    name: LONG,
    provider: 'hubspot',
    environment: `9${stamp}`,
    clientId: `${stamp}00-0000-4000-8000-000000000000`,
    clientSecret: '00000000-0000-4000-8000-000000000000',
    requiredScopes: defaultScopes(hubspotManifest, 'required'),
    optionalScopes: defaultScopes(hubspotManifest, 'optional'),
  });
  const reference = `zusammengeschrieben-${stamp}`.padEnd(80, 'x');
  const connectorId = await api.create('/api/sso/connectors', {
    name: LONG,
    reference,
    type: 'hubspot',
    authMethodId: methodId,
    enabled: true,
  });
  const crmId = await api.create('/api/crms', { name: LONG, reference, type: 'hubspot', authMethodId: methodId });
  const objectId = await api.create(`/api/crms/${crmId}/objects`, { name: LONG, apiName: 'contacts' });
  await api.post(`/api/crm-objects/${objectId}/fields`, {
    fields: [
      { name: LONG, apiName: 'a'.repeat(90), type: 'short_text', required: true, readOnly: false, options: [] },
      { name: `Y${LONG.slice(1)}`, apiName: 'phone', type: 'phone', required: false, readOnly: false, options: [] },
    ],
  });
  const { objects } = z
    .object({ objects: z.array(z.object({ fields: z.array(z.object({ id: z.string() })) })) })
    .parse(await api.get(`/api/crms/${crmId}`));
  const [first, phone] = objects.flatMap(({ fields }) => fields.map(({ id }) => id));
  const scenarioId = await api.create(`/api/crms/${crmId}/scenarios`, {
    name: LONG,
    enabled: true,
    definition: {
      channels: ['voice'],
      directions: ['incoming'],
      moment: 'presented',
      steps: [{ objectId, conditions: [{ kind: 'phone_is', fieldIds: [phone] }], distinguishBy: [first] }],
      outcomes: {
        none: {
          action: 'create_form',
          objectId,
          prefill: [{ fieldId: first, source: { kind: 'data', key: 'customerNumber', table: [] } }],
        },
        one: { action: 'open_card' },
        several: { action: 'chooser' },
        withheld: { action: 'nothing' },
      },
    },
  });
  const ruleId = await api.create(`/api/crms/${crmId}/rules`, {
    name: LONG,
    enabled: true,
    definition: {
      channels: ['voice'],
      directions: ['incoming'],
      queues: [],
      card: { kind: 'any' },
      action: {
        kind: 'create',
        objectId,
        mapping: [
          { fieldId: first, source: { kind: 'template', text: LONG } },
          { fieldId: phone, source: { kind: 'data', key: 'customerNumber', table: [] } },
        ],
        associations: [],
      },
    },
  });
  const profileId = await api.create('/api/profiles', {
    name: LONG,
    description: LONG.repeat(4).slice(0, 500),
    crmIds: [crmId],
    objects: [{ objectId, canView: true, canCreate: true, canEdit: true, fieldIds: [first] }],
  });
  const roleId = await api.create('/api/roles', {
    name: LONG,
    description: LONG.repeat(4).slice(0, 500),
    permissions: ['users.access'],
  });
  const userId = await api.create('/api/users', {
    name: LONG,
    email: `zusammengeschrieben${stamp}@${'zusammengeschrieben'.repeat(3)}.example`,
    roleId,
    isAdministrator: false,
    profileIds: [profileId],
    defaultProfileId: profileId,
    ssoConnectorId: connectorId,
    language: 'en',
  });
  const tagId = await api.create('/api/tags', { name: LONG.slice(-40), colour: 'violet' });
  await api.patch(`/api/roles/${roleId}/tags`, { add: [tagId], remove: [] });
  await api.post('/api/api-keys', { name: LONG, scopes: ['interactions.write', 'interactions.read'] });
  const crm = `/maker/crm/${crmId}`;
  return [
    `/maker/authentication-methods/${methodId}`,
    `/maker/authentication-methods/${methodId}/history`,
    `/maker/sso-connectors/${connectorId}`,
    `/maker/sso-connectors/${connectorId}/attempts`,
    `/maker/sso-connectors/${connectorId}/history`,
    crm,
    `${crm}/objects/${objectId}`,
    `${crm}/settings`,
    `${crm}/coverage`,
    `${crm}/screen-pop`,
    `${crm}/screen-pop/new`,
    `${crm}/screen-pop/${scenarioId}`,
    `${crm}/interaction-assignment`,
    `${crm}/interaction-assignment/new`,
    `${crm}/interaction-assignment/${ruleId}`,
    `/maker/profiles/${profileId}`,
    `/maker/tags/${tagId}`,
    `/maker/roles/${roleId}`,
    `/maker/roles/${roleId}/history`,
    `/maker/users/${userId}`,
    `/maker/users/${userId}/access`,
    `/maker/users/${userId}/history`,
  ];
}
