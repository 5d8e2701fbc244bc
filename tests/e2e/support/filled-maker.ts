import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { MENU_MODULES } from '@/lib/domain/base/modules';
import { permissionOf } from '@/lib/domain/base/permission-choice';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { Api, setUpArticle, type ArticleSetUp } from './article-set-up';
import { sandbox } from './sandbox';
import { makerUrl } from './target';
import { Telephone } from './telephone';

const ADMIN = { email: 'admin@atelier-lumen.example', portalId: 146_201_877 };
const OTHER_PORTAL = { email: 'admin@atelier-lumen.example', portalId: 24_310_965 };

/** The article's configuration, and besides it something in every list and every state that a page can show. */
export interface FilledMaker {
  article: ArticleSetUp;
  roleId: string;
  /** Paths of the Maker that only make sense with something in them. */
  paths: string[];
  /** Of one-time links, for whoever is not signed in. */
  linkPaths: string[];
}

/** `request` is signed in as an administrator. `unique` keeps its names apart from those of other flows. */
export async function fillMaker(request: APIRequestContext, unique: string): Promise<FilledMaker> {
  const api = new Api(request);
  const article = await setUpArticle(request, { unique, agent: `lea.${unique}@atelier-lumen.example` });
  const { methodId, crmId, objectIds, profileId, scenarioId, ruleId } = article;

  const cancelled = await addMethod(api, `HubSpot cancelled ${unique}`);
  const untouched = await addMethod(api, `HubSpot untouched ${unique}`);
  const flows = [
    await travel(request, methodId, ADMIN),
    await travel(request, cancelled, { ...ADMIN, decision: 'cancel' }),
    // Another portal than before: asks whether to replace it.
    await travel(request, methodId, OTHER_PORTAL),
  ];
  const emptyCrmId = await api.create('/api/crms', {
    name: `HubSpot archive ${unique}`,
    reference: `archive-${unique}`,
    type: 'hubspot',
    authMethodId: untouched,
  });
  const roleId = await api.create('/api/roles', {
    name: `Supervisor ${unique}`,
    description: 'Sees everything, changes people.',
    permissions: ['users.access', 'users.modify', 'history.access'],
  });
  const tagId = await api.create('/api/tags', { name: `Paris ${unique}`, colour: 'violet' });
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await api.get(`/api/sso/connectors?search=${unique}`));
  const connectorId = items[0]?.id ?? '';
  const signInTest = z
    .object({ transactionId: z.string(), authorizeUrl: z.string() })
    .parse(await api.post(`/api/sso/connectors/${connectorId}/test`, {}));
  const state = new URL(signInTest.authorizeUrl).searchParams.get('state') ?? '';
  await api.visit(`${makerUrl()}/api/sso/login/oauth/callback?error=access_denied&state=${encodeURIComponent(state)}`);
  const link = z.object({ url: z.string() }).parse(await api.post(`/api/users/${article.agent.id}/links`, {}));

  const method = '/maker/authentication-methods';
  const crm = `/maker/crm/${crmId}`;
  const paths = [
    `${method}/${methodId}`,
    `${method}/${methodId}/history`,
    `${method}/${cancelled}`,
    `${method}/${untouched}`,
    ...flows,
    `/maker/sso-connectors/${connectorId}`,
    `/maker/sso-connectors/${connectorId}/attempts`,
    `/maker/sso-connectors/${connectorId}/history`,
    `/connect/sign-in-test/${signInTest.transactionId}`,
    `/maker/users/${article.agent.id}`,
    `/maker/users/${article.agent.id}/access`,
    `/maker/users/${article.agent.id}/history`,
    `/maker/roles/${roleId}`,
    `/maker/roles/${roleId}/history`,
    `/maker/profiles/${profileId}`,
    `/maker/tags/${tagId}`,
    crm,
    `${crm}/objects/${objectIds.contacts}`,
    `${crm}/screen-pop`,
    `${crm}/screen-pop/new`,
    `${crm}/screen-pop/${scenarioId}`,
    `${crm}/interaction-assignment`,
    `${crm}/interaction-assignment/new`,
    `${crm}/interaction-assignment/${ruleId}`,
    `${crm}/coverage`,
    `${crm}/settings`,
    `/maker/crm/${emptyCrmId}`,
    `/maker/crm/${emptyCrmId}/screen-pop`,
    `/maker/crm/${emptyCrmId}/interaction-assignment`,
    `/maker/crm/${emptyCrmId}/coverage`,
    `/maker/interactions/${await announceCalls(article, unique)}`,
  ];
  // A module that is not filled above, because it needs no more than a name.
  for (const { module, path } of MENU_MODULES) {
    if (permissionOf(module, 'create') === null || paths.some((known) => known.startsWith(`/maker/${path}/`))) continue;
    paths.push(`/maker/${path}/${await api.create(`/api/${path}`, { name: `Sample ${unique}` })}`);
  }

  return {
    article,
    roleId,
    paths,
    linkPaths: [link.url.slice(makerUrl().length)],
  };
}

async function addMethod(api: Api, name: string): Promise<string> {
  const { activation, signIn } = hubspotManifest.redirectPaths;
  const [requiredScopes, optionalScopes] = [
    defaultScopes(hubspotManifest, 'required'),
    defaultScopes(hubspotManifest, 'optional'),
  ];
  const app = await sandbox.createApp({
    redirectUrls: [activation, signIn].map((path) => makerUrl() + path),
    scopes: requiredScopes,
    optionalScopes,
  });
  const { appId, clientId, clientSecret } = z
    .object({ appId: z.number(), clientId: z.string(), clientSecret: z.string() })
    .parse(app);
  return api.create('/api/authclients', {
    name,
    provider: 'hubspot',
    environment: String(appId),
    clientId,
    clientSecret,
    requiredScopes,
    optionalScopes,
  });
}

/** An activation up to our page that says how it went, whose path is answered. */
async function travel(
  request: APIRequestContext,
  methodId: string,
  consent: { email: string; portalId: number; decision?: 'cancel' },
): Promise<string> {
  const { authorizeUrl } = z
    .object({ authorizeUrl: z.string() })
    .parse(await new Api(request).post(`/api/authclients/${methodId}/activate`, {}));
  const end = await request.get(await sandbox.consent({ url: authorizeUrl, ...consent }));
  return end.url().slice(makerUrl().length);
}

/** One call that was answered and ended, one that nobody answered, one that rings. The first one's id. */
async function announceCalls({ apiKey, agent }: ArticleSetUp, unique: string): Promise<string> {
  const telephone = new Telephone(apiKey);
  const call = (id: string, number: string) => telephone.call({ id: `${unique}-${id}`, agent: agent.email, number });
  const answered = call('1', '+33 1 76 36 00 01');
  const { body } = await answered.presented();
  await answered.accepted();
  await answered.ended();
  const missed = call('2', '+33 6 12 34 56 78');
  await missed.presented();
  await missed.missed();
  await call('3', '+44 20 7946 0958').presented();
  return z.object({ id: z.string() }).parse(body).id;
}
