import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import { LIMIT_NAMES, LIMITS, type LimitName } from '@/lib/domain/base/limits';
import { ENTITIES, LIMITED_ENTITIES } from '@/lib/domain/base/modules';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { createMethod } from '@/lib/services/auth-methods/create-method';
import { duplicateMethod } from '@/lib/services/auth-methods/duplicate-method';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { createCrm } from '@/lib/services/crms/create-crm';
import { duplicateCrm } from '@/lib/services/crms/duplicate-crm';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { duplicateProfile } from '@/lib/services/profiles/duplicate-profile';
import { createRole } from '@/lib/services/roles/create-role';
import { duplicateRole } from '@/lib/services/roles/duplicate-role';
import { createRule } from '@/lib/services/rules/create-rule';
import { duplicateRule } from '@/lib/services/rules/duplicate-rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { duplicateScenario } from '@/lib/services/scenarios/duplicate-scenario';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { duplicateConnector } from '@/lib/services/sso-connectors/duplicate-connector';
import { createLine } from '@/lib/services/lines/create-line';
import { createTag } from '@/lib/services/tags/create-tag';
import { createUser } from '@/lib/services/users/create-user';
import { startWorld } from '../support/connect-world';
import { entityByName } from '../support/entity-by-name';

const world = await startWorld();
const { db } = world;
const ctx = world.ctx(world.administrator.actor);

/** What is created before the races. */
const base = { authMethodId: '', crmId: '', objectId: '', profileId: '', roleId: '' };

beforeAll(async () => {
  base.authMethodId = await world.method();
  const { authMethodId } = base;
  base.crmId = (await createCrm(ctx, { name: 'CRM', reference: 'crm', type: 'hubspot', authMethodId })).id;
  base.objectId = (await createObject(ctx, { crmId: base.crmId, name: 'Contacts', apiName: 'contacts' })).id;
  base.profileId = (await createProfile(ctx, { name: 'Profile', description: '', crmIds: [], objects: [] })).id;
  base.roleId = (await createRole(ctx, { name: 'Role', description: '', permissions: [] })).id;
});

interface Race {
  count(): Promise<number>;
  /** Adds as many as are named, past every check. */
  fill(names: readonly string[]): Promise<unknown>;
  /** Every verb that creates one, alone. */
  creations: ((name: string) => Promise<unknown>)[];
}

const numbered = (names: readonly string[]) => names.map((name, index) => ({ name, position: index + 100 }));

const outcomes = {
  none: { action: 'nothing' },
  one: { action: 'open_card' },
  several: { action: 'chooser' },
  withheld: { action: 'nothing' },
} as const;

/**
 * `sessionsPerUser` refuses nothing; it ends the oldest. Related cards are attached one after the other, under the lock of
 * their interaction.
 */
const WITHOUT_RACE: readonly LimitName[] = ['sessionsPerUser', 'relatedCardsPerInteraction'];

/** For whatever needs more than a name. */
const RACES: Partial<Record<LimitName, Race>> = {
  authMethods: {
    count: () => db.authMethod.count(),
    fill: (names) =>
      db.authMethod.createMany({
        data: names.map((name) => ({ name, provider: 'hubspot', environment: '1', clientId: 'x' })),
      }),
    creations: [
      (name) =>
        createMethod(ctx, {
          name,
          provider: 'hubspot',
          environment: String(world.app.appId),
          clientId: world.app.clientId,
          clientSecret: world.app.clientSecret,
          requiredScopes: ['oauth'],
          optionalScopes: [],
        }),
      () => duplicateMethod(ctx, { id: base.authMethodId }),
    ],
  },
  ssoConnectors: {
    count: () => db.ssoConnector.count(),
    fill: (names) =>
      db.ssoConnector.createMany({
        data: names.map((name) => ({ name, reference: name, authMethodId: base.authMethodId })),
      }),
    creations: [
      (name) =>
        createConnector(ctx, {
          name,
          reference: name,
          type: 'hubspot',
          authMethodId: base.authMethodId,
          enabled: true,
        }),
      async () => duplicateConnector(ctx, { id: (await db.ssoConnector.findFirstOrThrow()).id }),
    ],
  },
  crms: {
    count: () => db.crm.count(),
    fill: (names) =>
      db.crm.createMany({
        data: names.map((name) => ({ name, reference: name, type: 'hubspot', authMethodId: base.authMethodId })),
      }),
    creations: [
      (name) => createCrm(ctx, { name, reference: name, type: 'hubspot', authMethodId: base.authMethodId }),
      () => duplicateCrm(ctx, { id: base.crmId }),
    ],
  },
  objectsPerCrm: {
    count: () => db.crmObject.count({ where: { crmId: base.crmId } }),
    fill: (names) =>
      db.crmObject.createMany({
        data: numbered(names).map((row) => ({ ...row, apiName: row.name, crmId: base.crmId })),
      }),
    creations: [(name) => createObject(ctx, { crmId: base.crmId, name, apiName: name.replaceAll('-', '_') })],
  },
  fieldsPerObject: {
    count: () => db.crmField.count({ where: { objectId: base.objectId } }),
    fill: (names) =>
      db.crmField.createMany({
        data: numbered(names).map((row) => ({
          ...row,
          apiName: row.name,
          type: 'phone' as const,
          objectId: base.objectId,
        })),
      }),
    creations: [
      (name) =>
        createFields(ctx, {
          objectId: base.objectId,
          fields: [
            { name, apiName: name.replaceAll('-', '_'), type: 'phone', required: false, readOnly: false, options: [] },
          ],
        }),
    ],
  },
  scenariosPerCrm: {
    count: () => db.screenPopScenario.count({ where: { crmId: base.crmId } }),
    fill: (names) =>
      db.screenPopScenario.createMany({
        data: numbered(names).map((row) => ({ ...row, crmId: base.crmId, definition: {} })),
      }),
    creations: [
      async (name) => {
        const field = await db.crmField.findFirstOrThrow({ where: { objectId: base.objectId } });
        return createScenario(ctx, {
          crmId: base.crmId,
          name,
          enabled: false,
          definition: {
            channels: ['voice'],
            directions: ['incoming'],
            moment: 'presented',
            steps: [
              {
                objectId: base.objectId,
                conditions: [{ kind: 'phone_is', fieldIds: [field.id] }],
                distinguishBy: [],
              },
            ],
            outcomes,
          },
        });
      },
      async () =>
        duplicateScenario(ctx, {
          id: (await db.screenPopScenario.findFirstOrThrow({ where: { crmId: base.crmId } })).id,
        }),
    ],
  },
  rulesPerCrm: {
    count: () => db.assignmentRule.count({ where: { crmId: base.crmId } }),
    fill: (names) =>
      db.assignmentRule.createMany({
        data: numbered(names).map((row) => ({ ...row, crmId: base.crmId, definition: {} })),
      }),
    creations: [
      (name) =>
        createRule(ctx, {
          crmId: base.crmId,
          name,
          enabled: false,
          definition: {
            channels: ['voice'],
            directions: ['incoming'],
            queues: [],
            card: { kind: 'object', objectId: base.objectId },
            action: { kind: 'attach' },
          },
        }),
      async () =>
        duplicateRule(ctx, { id: (await db.assignmentRule.findFirstOrThrow({ where: { crmId: base.crmId } })).id }),
    ],
  },
  profiles: {
    count: () => db.profile.count(),
    fill: (names) => db.profile.createMany({ data: names.map((name) => ({ name })) }),
    creations: [
      (name) => createProfile(ctx, { name, description: '', crmIds: [], objects: [] }),
      () => duplicateProfile(ctx, { id: base.profileId }),
    ],
  },
  roles: {
    count: () => db.role.count(),
    fill: (names) => db.role.createMany({ data: names.map((name) => ({ name, permissions: [] })) }),
    creations: [
      (name) => createRole(ctx, { name, description: '', permissions: [] }),
      () => duplicateRole(ctx, { id: base.roleId }),
    ],
  },
  users: {
    count: () => db.user.count(),
    fill: (names) =>
      db.user.createMany({
        data: names.map((name) => ({ name, email: `${name}@example.com`, roleId: base.roleId })),
      }),
    creations: [
      (name) =>
        createUser(ctx, {
          name,
          email: `${name}@example.com`,
          roleId: base.roleId,
          profileIds: [],
          defaultProfileId: null,
          ssoConnectorId: null,
          isAdministrator: false,
          language: 'en',
        }),
    ],
  },
  apiKeys: {
    count: () => db.apiKey.count({ where: { revokedAt: null } }),
    fill: (names) =>
      db.apiKey.createMany({ data: names.map((name) => ({ name, prefix: name, keyHash: name, scopes: [] })) }),
    creations: [(name) => createApiKey(ctx, { name, scopes: ['interactions.write'] })],
  },
  lines: {
    count: () => db.line.count(),
    fill: (names) =>
      db.line.createMany({
        data: names.map((name) => ({ name, kind: 'queue' as const, value: name, valueKey: name })),
      }),
    creations: [(name) => createLine(ctx, { name })],
  },
  tags: {
    count: () => db.tag.count(),
    fill: (names) => db.tag.createMany({ data: names.map((name) => ({ name, nameKey: name, colour: 'blue' })) }),
    creations: [(name) => createTag(ctx, { name, colour: 'blue' })],
  },
};

/** For an entity that needs no more than a name. */
function raceByName(limit: LimitName): Race {
  const entity = LIMITED_ENTITIES.find((key) => ENTITIES[key].limit[0] === limit);
  if (entity === undefined) throw new Error(`There is no race for ${limit}`);
  const { create, list } = entityByName(entity);
  return {
    count: async () => (await list(ctx)).total,
    fill: async (names) => {
      for (const name of names) await create(ctx, name);
    },
    creations: [(name) => create(ctx, name)],
  };
}

/** How many are free when the race begins. */
const FREE = 2;
const RUNNERS = 8;

describe('concurrent creations never exceed a limit', () => {
  // Fields first: a scenario needs one.
  const names = [...new Set<LimitName>(['fieldsPerObject', ...LIMIT_NAMES])];
  it.each(names.filter((name) => !WITHOUT_RACE.includes(name)))('%s', async (name) => {
    const race = RACES[name] ?? raceByName(name);
    const limit = LIMITS[name];
    const missing = limit - FREE - (await race.count());
    await race.fill(Array.from({ length: missing }, (_, index) => `filler-${index}`));

    const results = await Promise.allSettled(
      Array.from({ length: RUNNERS }, async (_, index) =>
        race.creations[index % race.creations.length]?.(`runner-${index}`),
      ),
    );
    expect(await race.count()).toBe(limit);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refusals.map((error) => (error instanceof AppError ? error.code : error))).toEqual(
      Array.from({ length: RUNNERS - FREE }, () => 'LIMIT_REACHED'),
    );
  });
});
