import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/base/app-error';
import type { RuleDefinition } from '@/lib/domain/assignment/rule';
import type { CrmFieldInput } from '@/lib/domain/crm/crm';
import { LIMITS } from '@/lib/domain/base/limits';
import type { ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import type { Ctx } from '@/lib/services/context';
import { createCrm } from '@/lib/services/crms/create-crm';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { createRule } from '@/lib/services/rules/create-rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { deleteCrm } from '@/lib/services/crms/delete-crm';
import { deleteField } from '@/lib/services/crm-objects/delete-field';
import { deleteRule } from '@/lib/services/rules/delete-rule';
import { deleteScenario } from '@/lib/services/scenarios/delete-scenario';
import { deleteObject } from '@/lib/services/crm-objects/delete-object';
import { duplicateCrm } from '@/lib/services/crms/duplicate-crm';
import { editCrm } from '@/lib/services/crms/edit-crm';
import { editScenario } from '@/lib/services/scenarios/edit-scenario';
import { orderScenarios } from '@/lib/services/scenarios/order-scenarios';
import { readCrm } from '@/lib/services/crms/queries';
import { listRules } from '@/lib/services/rules/queries';
import { listScenarios, readScenario } from '@/lib/services/scenarios/queries';
import { readScopePlan } from '@/lib/services/crms/read-scope-plan';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
let ctx: Ctx;
let authMethodId: string;
let count = 0;

beforeEach(async () => {
  await world.db.profile.deleteMany();
  await world.db.crm.deleteMany();
  ctx = world.ctx(world.administrator.actor);
  authMethodId = await world.method();
});

const field = (name: string, more: Partial<CrmFieldInput> = {}): CrmFieldInput => ({
  name,
  apiName: name,
  type: 'phone',
  required: false,
  readOnly: false,
  options: [],
  ...more,
});

async function newCrm() {
  count += 1;
  const crm = await createCrm(ctx, { name: `CRM ${count}`, reference: `crm-${count}`, type: 'hubspot', authMethodId });
  const object = await createObject(ctx, { crmId: crm.id, name: 'Contacts', apiName: 'contacts' });
  const { ids } = await createFields(ctx, {
    objectId: object.id,
    fields: [field('phone'), field('email', { type: 'email' })],
  });
  return { crmId: crm.id, objectId: object.id, phone: ids[0] ?? '', email: ids[1] ?? '' };
}

function searching(objectId: string, fieldId: string): ScenarioDefinition {
  return {
    channels: ['voice'],
    directions: ['incoming'],
    moment: 'presented',
    steps: [{ objectId, conditions: [{ kind: 'phone_is', fieldIds: [fieldId] }], distinguishBy: [] }],
    outcomes: {
      none: { action: 'search' },
      one: { action: 'open_card' },
      several: { action: 'chooser' },
      withheld: { action: 'nothing' },
    },
  };
}

function writing(objectId: string, fieldId: string): RuleDefinition {
  return {
    channels: ['voice'],
    directions: ['incoming'],
    queues: [],
    card: { kind: 'object', objectId },
    action: {
      kind: 'create',
      objectId,
      mapping: [{ fieldId, source: { kind: 'data', key: 'customerNumber', table: [] } }],
      associations: [{ objectId, find: 'attached' }],
    },
  };
}

async function refusalOf(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The call went through');
}

const fieldsOf = (error: AppError) => Object.keys(error.fields ?? {}).sort();

describe('refusals', () => {
  it('existing names, each beside its field', async () => {
    const { crmId, objectId } = await newCrm();
    const crm = await readCrm(ctx, { id: crmId });
    const again = await refusalOf(
      createCrm(ctx, { name: crm.name, reference: 'another', type: 'hubspot', authMethodId }),
    );
    expect([again.code, fieldsOf(again)]).toEqual(['CONFLICT', ['name']]);
    const reference = await refusalOf(
      createCrm(ctx, { name: 'Another', reference: crm.reference, type: 'hubspot', authMethodId }),
    );
    expect([reference.code, fieldsOf(reference)]).toEqual(['CONFLICT', ['reference']]);
    const twice = await refusalOf(createFields(ctx, { objectId, fields: [field('mobilephone'), field('phone')] }));
    expect(fieldsOf(twice)).toEqual(['fields.1.apiName', 'fields.1.name']);
    // All or none: the first of the two was free, and was not added.
    expect((await readCrm(ctx, { id: crmId })).objects[0]?.fields.map(({ apiName }) => apiName)).toEqual([
      'phone',
      'email',
    ]);
  });

  it('a deleted method', async () => {
    const gone = await refusalOf(
      createCrm(ctx, {
        name: 'A',
        reference: 'a',
        type: 'hubspot',
        authMethodId: '0192f0c1-0000-7000-8000-000000000001',
      }),
    );
    expect([gone.code, gone.fields?.['authMethodId']?.key]).toEqual(['INVALID_INPUT', 'method_gone']);
  });

  it('exceeding the limits by one', async () => {
    const { crmId, objectId } = await newCrm();
    await world.db.crm.createMany({
      data: Array.from({ length: LIMITS.crms - 1 }, (_, index) => ({
        name: `Filler ${index}`,
        reference: `filler-${index}`,
        type: 'hubspot',
        authMethodId,
      })),
    });
    expect(
      (await refusalOf(createCrm(ctx, { name: 'Over', reference: 'over', type: 'hubspot', authMethodId }))).key,
    ).toBe('limit_crms');
    const many = Array.from({ length: LIMITS.fieldsPerObject - 1 }, (_, index) => field(`f${index}`));
    expect((await refusalOf(createFields(ctx, { objectId, fields: many }))).key).toBe('limit_fields');
    await world.db.crmObject.createMany({
      data: Array.from({ length: LIMITS.objectsPerCrm - 1 }, (_, index) => ({
        crmId,
        name: `O ${index}`,
        apiName: `o${index}`,
        position: index + 2,
      })),
    });
    expect((await refusalOf(createObject(ctx, { crmId, name: 'Over', apiName: 'over' }))).key).toBe('limit_objects');
  });

  it('IDs from another CRM in a scenario or a rule, next to the field', async () => {
    const own = await newCrm();
    const other = await newCrm();
    const scenario = await refusalOf(
      createScenario(ctx, {
        crmId: own.crmId,
        name: 'S',
        enabled: true,
        definition: searching(other.objectId, other.phone),
      }),
    );
    expect([scenario.code, scenario.fields?.['definition.steps.0.objectId']?.key]).toEqual([
      'INVALID_INPUT',
      'object_gone',
    ]);
    const foreignField = await refusalOf(
      createScenario(ctx, {
        crmId: own.crmId,
        name: 'S',
        enabled: true,
        definition: searching(own.objectId, other.phone),
      }),
    );
    expect(foreignField.fields?.['definition.steps.0.conditions.0.fieldIds.0']?.key).toBe('field_gone');
    const unsearchable = await refusalOf(
      createScenario(ctx, {
        crmId: own.crmId,
        name: 'S',
        enabled: true,
        definition: searching(own.objectId, own.email),
      }),
    );
    expect(unsearchable.fields?.['definition.steps.0.conditions.0.fieldIds.0']?.key).toBe('field_not_searchable_so');
    const rule = await refusalOf(
      createRule(ctx, { crmId: own.crmId, name: 'R', enabled: true, definition: writing(own.objectId, other.phone) }),
    );
    expect(rule.fields?.['definition.action.mapping.0.fieldId']?.key).toBe('field_gone');
    expect(await world.db.screenPopScenario.count()).toBe(0);
  });

  it('deleting something in use, listing where it is used', async () => {
    const { crmId, objectId, phone, email } = await newCrm();
    const scenario = await createScenario(ctx, {
      crmId,
      name: 'Search',
      enabled: true,
      definition: searching(objectId, phone),
    });
    const profile = await createProfile(ctx, {
      name: 'Agents',
      description: '',
      crmIds: [crmId],
      objects: [{ objectId, canView: true, canCreate: false, canEdit: false, fieldIds: [email] }],
    });
    const dependentsOf = async (call: Promise<unknown>) => {
      const refusal = await refusalOf(call);
      expect(refusal.code).toBe('IN_USE');
      return refusal.details?.['dependents'];
    };
    expect(await dependentsOf(deleteField(ctx, { id: phone }))).toMatchObject([
      { entityType: 'scenario', id: scenario.id },
    ]);
    expect(await dependentsOf(deleteField(ctx, { id: email }))).toMatchObject([
      { entityType: 'profile', id: profile.id },
    ]);
    expect(await dependentsOf(deleteObject(ctx, { id: objectId }))).toMatchObject([
      { entityType: 'profile', id: profile.id },
      { entityType: 'scenario', id: scenario.id },
    ]);
    expect(await dependentsOf(deleteCrm(ctx, { id: crmId }))).toMatchObject([
      { entityType: 'profile', id: profile.id },
    ]);
  });

  it('a save that conflicts with another user’s', async () => {
    const { crmId, objectId, phone } = await newCrm();
    const crm = await readCrm(ctx, { id: crmId });
    await editCrm(ctx, { id: crmId, name: 'First', reference: crm.reference, authMethodId, version: crm.version });
    expect(
      (
        await refusalOf(
          editCrm(ctx, { id: crmId, name: 'Second', reference: crm.reference, authMethodId, version: crm.version }),
        )
      ).key,
    ).toBe('changed_meanwhile');
    const { id } = await createScenario(ctx, {
      crmId,
      name: 'S',
      enabled: true,
      definition: searching(objectId, phone),
    });
    const { version } = await readScenario(ctx, { id });
    const edit = { id, name: 'S', enabled: false, definition: searching(objectId, phone), version };
    await editScenario(ctx, edit);
    expect((await refusalOf(editScenario(ctx, { ...edit, enabled: true }))).key).toBe('changed_meanwhile');
    expect((await readScenario(ctx, { id })).enabled).toBe(false);
  });

  it('users without the permission', async () => {
    const { crmId } = await newCrm();
    const reader = await world.person({ isAdministrator: false, permissions: ['crm.access'] });
    const asReader = world.ctx(reader.actor);
    expect((await readCrm(asReader, { id: crmId })).id).toBe(crmId);
    expect((await refusalOf(createObject(asReader, { crmId, name: 'Deals', apiName: 'deals' }))).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('reordering', () => {
  it('requires the whole list, with each ID exactly once', async () => {
    const { crmId, objectId, phone } = await newCrm();
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C'])
      ids.push((await createScenario(ctx, { crmId, name, enabled: true, definition: searching(objectId, phone) })).id);
    const names = async () => (await listScenarios(ctx, { crmId })).scenarios.map(({ name }) => name);
    expect(await names()).toEqual(['A', 'B', 'C']);
    await orderScenarios(ctx, { crmId, ids: [...ids].reverse() });
    expect(await names()).toEqual(['C', 'B', 'A']);
    expect((await refusalOf(orderScenarios(ctx, { crmId, ids: ids.slice(1) }))).key).toBe('order_changed_meanwhile');
    expect((await refusalOf(orderScenarios(ctx, { crmId, ids: [...ids.slice(1), objectId] }))).key).toBe(
      'order_changed_meanwhile',
    );
    expect(await names()).toEqual(['C', 'B', 'A']);
  });
});

describe('a scenario or rule that can’t be loaded', () => {
  it('is listed, skipped, and can be deleted', async () => {
    const { crmId, objectId, phone } = await newCrm();
    const scenarios: string[] = [];
    for (const name of ['A', 'Old', 'B'])
      scenarios.push(
        (await createScenario(ctx, { crmId, name, enabled: true, definition: searching(objectId, phone) })).id,
      );
    const rule = await createRule(ctx, {
      crmId,
      name: 'Old rule',
      enabled: true,
      definition: writing(objectId, phone),
    });
    await world.db.screenPopScenario.update({
      where: { id: scenarios[1] ?? '' },
      data: { definition: { steps: 'of an older version' } },
    });
    await world.db.assignmentRule.update({ where: { id: rule.id }, data: { definition: {} } });

    expect((await listScenarios(ctx, { crmId })).broken).toEqual([{ id: scenarios[1], name: 'Old' }]);
    await orderScenarios(ctx, { crmId, ids: [scenarios[2] ?? '', scenarios[0] ?? ''] });
    expect((await listScenarios(ctx, { crmId })).scenarios.map(({ name }) => name)).toEqual(['B', 'A']);

    await deleteScenario(ctx, { id: scenarios[1] ?? '' });
    await deleteRule(ctx, { id: rule.id });
    expect([(await listScenarios(ctx, { crmId })).broken, (await listRules(ctx, { crmId })).broken]).toEqual([[], []]);
    expect(
      await world.db.historyEntry.findFirst({ where: { action: 'rule.deleted', entityId: rule.id } }),
    ).toMatchObject({ before: { definition: {} } });
  });
});

describe('a duplicate', () => {
  it("refers to its own objects and fields, never to the original's", async () => {
    const { crmId, objectId, phone } = await newCrm();
    await createScenario(ctx, { crmId, name: 'Search', enabled: true, definition: searching(objectId, phone) });
    await createRule(ctx, { crmId, name: 'Write', enabled: true, definition: writing(objectId, phone) });
    const copy = await duplicateCrm(ctx, { id: crmId });
    const { objects } = await readCrm(ctx, { id: copy.id });
    const object = objects[0];
    const copied = object?.fields.find(({ apiName }) => apiName === 'phone');
    expect([object?.apiName, object?.fields.length]).toEqual(['contacts', 2]);
    expect(object?.id).not.toBe(objectId);
    const { scenarios, broken } = await listScenarios(ctx, { crmId: copy.id });
    expect(broken).toEqual([]);
    expect(scenarios[0]?.definition).toEqual(searching(object?.id ?? '', copied?.id ?? ''));
    expect((await listRules(ctx, { crmId: copy.id })).rules[0]?.definition).toEqual(
      writing(object?.id ?? '', copied?.id ?? ''),
    );
  });
});

describe('the scopes a configuration needs', () => {
  it('grow with the configuration, each with its reason', async () => {
    const { crmId, objectId, phone } = await newCrm();
    const writesOf = async () =>
      (await readScopePlan(ctx, { crmId }))?.needed.filter(({ scope }) => scope.endsWith('contacts.write'));
    expect(await writesOf()).toEqual([]);
    await createRule(ctx, { crmId, name: 'Write', enabled: true, definition: writing(objectId, phone) });
    expect(await writesOf()).toEqual([
      {
        scope: 'crm.objects.contacts.write',
        reasons: [{ key: 'rule_writes', params: { object: 'Contacts', rule: 'Write' } }],
      },
    ]);
  });
});
