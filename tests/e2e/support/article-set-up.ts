import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { listOptionSchema } from '@/lib/domain/crm/crm';
import { crmFieldTypeSchema } from '@/lib/domain/crm/field-types';
import { applyRulePreset, applyScenarioPreset } from '@/lib/domain/rules/presets';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { ARTICLE_FIELDS, ARTICLE_NAMES, ARTICLE_OBJECTS, type ArticleObject } from '../../support/article-fields';
import { sandbox } from './sandbox';
import { makerUrl } from './target';

/** What the article configures, made through the API: for flows that begin where the article ends. */
export interface ArticleSetUp {
  methodId: string;
  crmId: string;
  objectIds: Record<ArticleObject, string>;
  profileId: string;
  scenarioId: string;
  ruleId: string;
  connectorId: string;
  /** Of the SSO connector: the agent's way in. */
  loginPath: string;
  agent: { id: string; email: string };
  apiKey: string;
}

/** The agent by default, and the administrator who consents, of the sandbox's first account. */
const AGENT = 'lea@atelier-lumen.example';
const INSTALLER = { email: 'admin@atelier-lumen.example', portalId: 146_201_877 };

const idSchema = z.object({ id: z.string() });
const appSchema = z.object({ appId: z.number(), clientId: z.string(), clientSecret: z.string() });
const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });

/** `request` is signed in as an administrator. `unique` is part of every name, so that flows do not meet each other's. */
export async function setUpArticle(
  request: APIRequestContext,
  { unique, agent = AGENT }: { unique: string; agent?: string },
): Promise<ArticleSetUp> {
  const api = new Api(request);
  const scopes = {
    required: defaultScopes(hubspotManifest, 'required'),
    optional: defaultScopes(hubspotManifest, 'optional'),
  };
  const { activation, signIn } = hubspotManifest.redirectPaths;
  const app = appSchema.parse(
    await sandbox.createApp({
      redirectUrls: [activation, signIn].map((path) => makerUrl() + path),
      scopes: scopes.required,
      optionalScopes: scopes.optional,
    }),
  );
  const methodId = await api.create('/api/authclients', {
    name: `HubSpot ${unique}`,
    provider: 'hubspot',
    environment: String(app.appId),
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    requiredScopes: scopes.required,
    optionalScopes: scopes.optional,
  });
  await activate(api, methodId);
  const connectorId = await api.create('/api/sso/connectors', {
    name: `HubSpot ${unique}`,
    reference: `hubspot-${unique}`,
    type: 'hubspot',
    authMethodId: methodId,
    enabled: true,
  });

  const crmId = await api.create('/api/crms', {
    name: `HubSpot ${unique}`,
    reference: `hubspot-${unique}`,
    type: 'hubspot',
    authMethodId: methodId,
  });
  const objectIds = { contacts: '', tickets: '', calls: '' };
  for (const apiName of ARTICLE_OBJECTS) {
    objectIds[apiName] = await api.create(`/api/crms/${crmId}/objects`, { name: ARTICLE_NAMES[apiName], apiName });
    await api.post(`/api/crm-objects/${objectIds[apiName]}/fields`, { fields: ARTICLE_FIELDS[apiName] });
  }
  const objects = crmSchema.parse(await api.get(`/api/crms/${crmId}`)).objects.map((object) => ({ ...object, crmId }));
  const scenario = hubspotManifest.presets.scenarios.map(
    (preset) => applyScenarioPreset(preset, objects).definition,
  )[0];
  const rule = hubspotManifest.presets.rules.map((preset) => applyRulePreset(preset, objects).definition)[0];
  const scenarioId = await api.create(`/api/crms/${crmId}/scenarios`, {
    name: 'By number',
    enabled: true,
    definition: scenario,
  });
  const ruleId = await api.create(`/api/crms/${crmId}/rules`, { name: 'Log calls', enabled: true, definition: rule });

  const profileId = await api.create('/api/profiles', {
    name: `Agents ${unique}`,
    description: '',
    crmIds: [crmId],
    objects: ARTICLE_OBJECTS.map((apiName) => ({
      objectId: objectIds[apiName],
      canView: true,
      canCreate: apiName !== 'calls',
      canEdit: apiName !== 'calls',
      fieldIds: [],
    })),
  });
  const person = {
    email: agent,
    isAdministrator: false,
    profileIds: [profileId],
    defaultProfileId: profileId,
    ssoConnectorId: connectorId,
    language: 'en',
  };
  const [role] = listSchema.parse(await api.get('/api/roles')).items;
  const userId = await api.create('/api/users', { ...person, name: 'Léa Fontaine', roleId: role?.id });
  const { key } = z
    .object({ key: z.string() })
    .parse(await api.post('/api/api-keys', { name: `Telephone ${unique}`, scopes: ['interactions.write'] }));
  return {
    methodId,
    crmId,
    objectIds,
    profileId,
    scenarioId,
    ruleId,
    connectorId,
    loginPath: `/api/sso/login/hubspot-${unique}`,
    agent: { id: userId, email: agent },
    apiKey: key,
  };
}

async function activate(api: Api, methodId: string): Promise<void> {
  const { authorizeUrl } = z
    .object({ authorizeUrl: z.string() })
    .parse(await api.post(`/api/authclients/${methodId}/activate`, {}));
  await api.visit(await sandbox.consent({ url: authorizeUrl, ...INSTALLER }));
}

/**
 * Signs the agent in through the connector's login URL; `request` keeps the session. Refused where it holds one
 * already: that one would end, and the administrator's is shared by other flows.
 */
export async function signInAgent(
  request: APIRequestContext,
  { loginPath, agent }: Pick<ArticleSetUp, 'loginPath' | 'agent'>,
): Promise<void> {
  const { cookies } = await request.storageState();
  if (cookies.some(({ name }) => /(^|\.)maker\.session$/.test(name)))
    throw new Error('Somebody is signed in here: sign the agent in in a browser context of their own');
  const start = await request.get(makerUrl() + loginPath, { maxRedirects: 0 });
  const url = start.headers()['location'];
  if (url === undefined) throw new Error(`The login URL answered ${start.status()} and led nowhere`);
  const location = await sandbox.consent({ url, email: agent.email, portalId: INSTALLER.portalId });
  const end = await request.get(location, { maxRedirects: 0 });
  if (!/\/banner/.test(end.headers()['location'] ?? ''))
    throw new Error(`Signing in ended with ${end.status()} ${end.headers()['location'] ?? ''}`);
}

const fieldSchema = z.object({
  id: z.string(),
  name: z.string(),
  apiName: z.string(),
  type: crmFieldTypeSchema,
  required: z.boolean(),
  readOnly: z.boolean(),
  options: z.array(listOptionSchema),
});
const crmSchema = z.object({
  objects: z.array(z.object({ id: z.string(), name: z.string(), apiName: z.string(), fields: z.array(fieldSchema) })),
});

/** The Maker's API as its own pages use it. */
export class Api {
  constructor(
    private readonly request: APIRequestContext,
    private readonly origin = makerUrl(),
  ) {}

  get = (path: string) => this.send('GET', path);
  post = (path: string, data: unknown) => this.send('POST', path, data);
  patch = (path: string, data: unknown) => this.send('PATCH', path, data);
  delete = (path: string) => this.send('DELETE', path);

  async create(path: string, data: unknown): Promise<string> {
    return idSchema.parse(await this.post(path, data)).id;
  }

  async visit(url: string): Promise<void> {
    await this.request.get(url);
  }

  private async send(method: string, path: string, data?: unknown): Promise<unknown> {
    const response = await this.request.fetch(this.origin + path, {
      method,
      headers: { origin: this.origin, 'content-type': 'application/json' },
      ...(data === undefined ? {} : { data }),
    });
    const text = await response.text();
    if (!response.ok()) throw new Error(`${method} ${path} answered ${response.status()}: ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  }
}
