import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as QueueLogger, runOnce } from 'graphile-worker';
import { applyRulePreset, applyScenarioPreset } from '@/lib/domain/rules/presets';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import { findKnownObject } from '@/lib/integrations/crm/contract/manifest';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import { hashSecret, newSecret } from '@/lib/platform/crypto';
import type { Ctx } from '@/lib/services/context';
import { createCrm } from '@/lib/services/crms/create-crm';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { createRule } from '@/lib/services/rules/create-rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { loadObjects } from '@/lib/services/crms/internal';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { retryAccount } from '@/lib/services/assignment/retry-account';
import { requeueAfterActivation } from '@/lib/services/assignment/requeue-after-activation';
import { runAssignment } from '@/lib/services/assignment/run-assignment';
import { retryScreenPop } from '@/lib/services/screen-pop/retry-screen-pop';
import { ARTICLE_FIELDS, ARTICLE_NAMES, type ArticleObject } from './article-fields';
import { activatedMethod, LUMEN, type Person, type World } from './connect-world';

/** The article's configuration, made by the product's own verbs: three objects, seventeen fields, a scenario, a rule, a profile. */
export interface ArticleWorld {
  methodId: string;
  crmId: string;
  objectIds: Record<ArticleObject, string>;
  profileId: string;
  agent: Person;
  /** The provider's starting points. */
  presets: typeof hubspotManifest.presets;
  /** An object of the provider, with its usual fields, as the Maker adds it. */
  usualObject(apiName: string): {
    name: string;
    apiName: string;
    fields: { name: string; apiName: string; type: CrmFieldType }[];
  };
  /** Sends events like a phone system. */
  telephone: Ctx;
  event(more?: Partial<InteractionEventInput>): InteractionEventInput;
  /** Runs what is due or waits, as the worker does; answers why each of them waits again. */
  work(): Promise<unknown[]>;
}

export async function configureArticle(world: World): Promise<ArticleWorld> {
  const ctx = world.ctx(world.administrator.actor);
  const methodId = await activatedMethod(world);
  const { id: crmId } = await createCrm(ctx, {
    name: 'HubSpot',
    reference: 'hubspot',
    type: 'hubspot',
    authMethodId: methodId,
  });
  const add = async (apiName: ArticleObject) => {
    const { id } = await createObject(ctx, { crmId, name: ARTICLE_NAMES[apiName], apiName });
    await createFields(ctx, { objectId: id, fields: ARTICLE_FIELDS[apiName] });
    return id;
  };
  const objectIds = { contacts: await add('contacts'), tickets: await add('tickets'), calls: await add('calls') };

  const objects = await loadObjects(world.db, [crmId]);
  const [scenarioPreset] = hubspotManifest.presets.scenarios;
  const [rulePreset] = hubspotManifest.presets.rules;
  const scenario = scenarioPreset ? applyScenarioPreset(scenarioPreset, objects).definition : null;
  const rule = rulePreset ? applyRulePreset(rulePreset, objects).definition : null;
  if (!scenario || !rule) throw new Error('The presets do not fit the article’s objects');
  await createScenario(ctx, { crmId, name: 'By number', enabled: true, definition: scenario });
  await createRule(ctx, { crmId, name: 'Log calls', enabled: true, definition: rule });

  const { id: profileId } = await createProfile(ctx, {
    name: 'Agents',
    description: '',
    crmIds: [crmId],
    objects: Object.values(objectIds).map((objectId) => ({
      objectId,
      canView: true,
      canCreate: true,
      canEdit: true,
      fieldIds: [],
    })),
  });
  const agent = await world.person({ email: 'agent@atelier-lumen.example' });
  await world.db.userProfile.create({ data: { userId: agent.actor.userId, profileId } });
  await world.db.user.update({ where: { id: agent.actor.userId }, data: { defaultProfileId: profileId } });
  const owner = await (await hubspotClient(world)).owner('lea@atelier-lumen.example');
  await world.db.userOwner.create({
    data: {
      userId: agent.actor.userId,
      crmId,
      portalId: String(LUMEN.portalId),
      ownerId: owner.id,
      ownerName: 'Léa Marchand',
    },
  });

  const key = await world.db.apiKey.create({
    data: { name: 'Telephone', prefix: 'test', keyHash: hashSecret(newSecret()), scopes: ['interactions.write'] },
  });
  const telephone = world.ctx({ kind: 'api-key', apiKeyId: key.id, name: key.name, scopes: key.scopes });
  let sequence = 0;

  return {
    methodId,
    crmId,
    objectIds,
    profileId,
    agent: { ...agent, actor: { ...agent.actor, activeProfileId: profileId } },
    presets: hubspotManifest.presets,
    usualObject(apiName) {
      const usual = findKnownObject(hubspotManifest, apiName)?.fields.filter(({ isUsual }) => isUsual) ?? [];
      return {
        name: apiName,
        apiName,
        fields: usual.map(({ apiName: name, type }) => ({ name, apiName: name, type })),
      };
    },
    telephone,
    event: (more = {}) => ({
      source: 'pbx',
      id: 'call-1',
      sequence: ++sequence,
      type: 'presented',
      at: new Date(Date.UTC(2026, 10, 23, 9, 0, sequence)).toISOString(),
      channel: 'voice',
      direction: 'incoming',
      agent: 'agent@atelier-lumen.example',
      ourNumber: '+33176000100',
      ...more,
    }),
    async work() {
      await runOnce({
        connectionString: world.databaseUrl,
        logger: new QueueLogger(() => () => {}),
        taskList: {
          'requeue-after-activation': (payload) =>
            requeueAfterActivation(world.ctx({ kind: 'system', name: 'requeue-after-activation' }), payload),
          'retry-account': (payload) => retryAccount(world.ctx({ kind: 'system', name: 'retry-account' }), payload),
          'retry-screen-pop': (payload) =>
            retryScreenPop(world.ctx({ kind: 'system', name: 'retry-screen-pop' }), payload),
        },
      });
      // A test may end a wait without moving the job.
      for (const { authMethodId } of await world.db.accountOutage.findMany({ where: { until: { lte: new Date() } } }))
        await retryAccount(world.ctx({ kind: 'system', name: 'retry-account' }), { authMethodId });
      const due = await world.db.interactionAssignment.findMany({
        where: {
          OR: [{ state: { in: ['pending', 'sending'] } }, { reason: { path: ['key'], equals: 'links_waiting' } }],
        },
        orderBy: { createdAt: 'asc' },
      });
      for (const { id } of due) {
        await runAssignment(
          world.ctx({ kind: 'system', name: 'assign-interaction' }),
          { assignmentId: id },
          { attempt: 1, hasThrown: false },
        );
      }
      const ids = due.map(({ id }) => id);
      const waiting = await world.db.interactionAssignment.findMany({
        where: { id: { in: ids }, nextAttemptAt: { not: null } },
      });
      return waiting.map(({ reason }) => reason);
    },
  };
}

/** An access token with the product's scopes and any others. */
export async function hubspotToken(world: World, ...moreScopes: string[]): Promise<string> {
  const { accessToken } = await world.control<{ accessToken: string }>('POST', '/tokens', {
    portalId: LUMEN.portalId,
    scopes: [...hubspotManifest.scopes.map(({ scope }) => scope), ...moreScopes],
  });
  return accessToken;
}

interface HubspotPage {
  results: {
    id: string;
    properties: Record<string, string | null>;
    associations?: Record<string, { results: { id: string }[] }>;
  }[];
  paging?: { next: { after: string } };
}

/** Longer than HubSpot's window of ten seconds. */
const MOST_TRIES = 60;

/** A client that reads and writes the sandbox directly, with the product's scopes and any others. */
export async function hubspotClient(world: World, ...moreScopes: string[]) {
  const accessToken = await hubspotToken(world, ...moreScopes);
  /** What a test reads counts against the account's limits, beside what the product sends: it waits for its turn. */
  async function send(method: string, path: string, body?: unknown): Promise<string> {
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(world.sandboxUrl + path, {
        method,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      if (response.ok) return text;
      if (response.status !== 429 || tries === MOST_TRIES)
        throw new Error(`HubSpot answered ${response.status} to ${method} ${path}: ${text}`);
      await sleep(500);
    }
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer: T = JSON.parse(await send(method, path, body));
    return answer;
  }
  async function readAll(type: string, properties: string, linkedType?: string) {
    const records: HubspotPage['results'] = [];
    const associations = linkedType === undefined ? '' : `&associations=${linkedType}`;
    for (let after: string | undefined = '0'; after !== undefined;) {
      const page: HubspotPage = await call<HubspotPage>(
        'GET',
        `/crm/v3/objects/${type}?limit=100&after=${after}&properties=${properties}${associations}`,
      );
      records.push(...page.results);
      after = page.paging?.next?.after;
    }
    return records;
  }
  return {
    create: (type: string, properties: Record<string, string>) =>
      call<{ id: string }>('POST', `/crm/v3/objects/${type}`, { properties }),
    update: (type: string, id: string, properties: Record<string, string>) =>
      call('PATCH', `/crm/v3/objects/${type}/${id}`, { properties }),
    /** A stage of the account's own. */
    stage: (type: string, pipelineId: string, label: string, metadata: Record<string, string>) =>
      call<{ id: string }>('POST', `/crm/v3/pipelines/${type}/${pipelineId}/stages`, {
        label,
        displayOrder: 9,
        metadata,
      }),
    /** A property of the account's own. */
    property: (
      type: string,
      definition: {
        name: string;
        label: string;
        type: string;
        fieldType: string;
        groupName: string;
        options?: { label: string; value: string }[];
      },
    ) => call('POST', `/crm/v3/properties/${type}`, definition),
    owner: async (email: string) => {
      const { results } = await call<{ results: { id: string }[] }>('GET', `/crm/v3/owners?email=${email}`);
      return results[0] ?? { id: '' };
    },
    removeProperty: (type: string, name: string) => send('DELETE', `/crm/v3/properties/${type}/${name}`),
    merge: (type: string, primaryObjectId: string, objectIdToMerge: string) =>
      call<{ id: string }>('POST', `/crm/v3/objects/${type}/merge`, { primaryObjectId, objectIdToMerge }),
    read: async (type: string, id: string, ...properties: string[]) =>
      (
        await call<{ properties: Record<string, string | null> }>(
          'GET',
          `/crm/v3/objects/${type}/${id}?properties=${properties.join(',')}`,
        )
      ).properties,
    count: async (type: string, property: string, value: string) =>
      (
        await call<{ total: number }>('POST', `/crm/v3/objects/${type}/search`, {
          filterGroups: [{ filters: [{ propertyName: property, operator: 'EQ', value }] }],
        })
      ).total,
    archive: (type: string, id: string) => send('DELETE', `/crm/v3/objects/${type}/${id}`),
    /** A label of the account's own between two objects; the id of its type. */
    label: async (from: string, to: string, label: string) =>
      (
        await call<{ results: { typeId: number; label: string | null }[] }>(
          'POST',
          `/crm/v4/associations/${from}/${to}/labels`,
          { name: label.toLowerCase().replaceAll(' ', '_'), label },
        )
      ).results.find((type) => type.label === label)?.typeId ?? 0,
    linkLabelled: (from: string, id: string, to: string, toId: string, typeId: number) =>
      call('PUT', `/crm/v4/objects/${from}/${id}/associations/${to}/${toId}`, [
        { associationCategory: 'USER_DEFINED', associationTypeId: typeId },
      ]),
    link: (from: string, id: string, to: string, toId: string) =>
      call('PUT', `/crm/v4/objects/${from}/${id}/associations/default/${to}/${toId}`),
    /** All calls, however many the account begins with. */
    calls: () =>
      readAll(
        'calls',
        'hs_call_title,hs_call_status,hs_call_direction,hs_call_duration,hs_call_from_number,hs_call_to_number,hs_timestamp,hs_call_disposition',
      ),
    /** All calls, and the contacts that each is linked with. */
    linkedCalls: async (...properties: string[]) =>
      (await readAll('calls', properties.join(','), 'contacts')).map(({ associations = {}, ...record }) => {
        const contacts = Object.values(associations).flatMap(({ results }) => results.map(({ id }) => id));
        return { ...record, contacts: [...new Set(contacts)] };
      }),
    linked: async (from: string, id: string, to: string) =>
      (
        await call<{ results: { toObjectId: string | number }[] }>(
          'GET',
          `/crm/v4/objects/${from}/${id}/associations/${to}`,
        )
      ).results.map(({ toObjectId }) => String(toObjectId)),
  };
}
