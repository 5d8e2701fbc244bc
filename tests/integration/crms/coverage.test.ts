import { beforeEach, describe, expect, it } from 'vitest';
import { coverageSchema } from '@/lib/domain/answers/coverage';
import type { ScenarioDefinition } from '@/lib/domain/screen-pop/scenario';
import type { Ctx } from '@/lib/services/context';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { createCrm } from '@/lib/services/crms/create-crm';
import { readCoverage } from '@/lib/services/crms/read-coverage';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { createRule } from '@/lib/services/rules/create-rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { orderScenarios } from '@/lib/services/scenarios/order-scenarios';
import { listScenarios } from '@/lib/services/scenarios/queries';
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

async function newCrm() {
  count += 1;
  const crm = await createCrm(ctx, {
    name: `CRM ${count}`,
    reference: `covered-${count}`,
    type: 'hubspot',
    authMethodId,
  });
  const contacts = await createObject(ctx, { crmId: crm.id, name: 'Contacts', apiName: 'contacts' });
  const tickets = await createObject(ctx, { crmId: crm.id, name: 'Tickets', apiName: 'tickets' });
  const about = { required: false, readOnly: false, options: [] };
  const { ids } = await createFields(ctx, {
    objectId: contacts.id,
    fields: [
      { name: 'Email', apiName: 'email', type: 'email', ...about },
      { name: 'Name', apiName: 'lastname', type: 'short_text', ...about },
    ],
  });
  return { crmId: crm.id, contacts: contacts.id, tickets: tickets.id, email: ids[0] ?? '', name: ids[1] ?? '' };
}
type NewCrm = Awaited<ReturnType<typeof newCrm>>;

function scenario({ crmId, contacts, email, name }: NewCrm, by: 'email_is' | 'handle_is') {
  const definition: ScenarioDefinition = {
    channels: ['messaging'],
    directions: ['incoming'],
    moment: 'presented',
    steps: [
      {
        objectId: contacts,
        conditions: [{ kind: by, fieldIds: [by === 'email_is' ? email : name] }],
        distinguishBy: [],
      },
    ],
    outcomes: {
      none: { action: 'search' },
      one: { action: 'open_card' },
      several: { action: 'chooser' },
      withheld: { action: 'nothing' },
    },
  };
  return createScenario(ctx, { crmId, name: by, enabled: true, definition });
}

function profile(name: string, crms: NewCrm[], shown: string[]) {
  const rights = { canView: true, canCreate: false, canEdit: false, fieldIds: [] };
  return createProfile(ctx, {
    name,
    description: '',
    crmIds: crms.map(({ crmId }) => crmId),
    objects: shown.map((objectId) => ({ objectId, ...rights })),
  });
}

async function unreached(crmId: string) {
  const coverage = await readCoverage(ctx, { crmId });
  return coverage.kind === 'map' ? coverage.map.unreached.map(({ name, reason }) => ({ name, reason })) : null;
}

describe('readCoverage', () => {
  it('names the scenario that keeps another from ever running, until their order changes', async () => {
    const crm = await newCrm();
    await profile('Support', [crm], [crm.contacts]);
    const first = await scenario(crm, 'email_is');
    const second = await scenario(crm, 'handle_is');
    const server = (id: string, name: string) => ({ kind: 'scenario', crmId: crm.crmId, id, name });
    expect(await unreached(crm.crmId)).toEqual([
      { name: 'handle_is', reason: { kind: 'shadowed', by: [server(first.id, 'email_is')] } },
    ]);
    await orderScenarios(ctx, { crmId: crm.crmId, ids: [second.id, first.id] });
    expect(await unreached(crm.crmId)).toEqual([
      { name: 'email_is', reason: { kind: 'shadowed', by: [server(second.id, 'handle_is')] } },
    ]);
  });

  it('counts the other CRMs of a profile, in its order', async () => {
    const [crm, other] = [await newCrm(), await newCrm()];
    await scenario(other, 'handle_is');
    await scenario(crm, 'email_is');
    const { scenarios } = await listScenarios(ctx, { crmId: crm.crmId });
    expect(scenarios).toHaveLength(1);
    await profile('After', [other, crm], []);
    expect(await unreached(crm.crmId)).toMatchObject([{ name: 'email_is', reason: { by: [{ crmId: other.crmId }] } }]);
    expect(await unreached(other.crmId)).toEqual([]);
    await profile('Before', [crm, other], []);
    expect(await unreached(crm.crmId)).toEqual([]);
  });

  it('knows which cards agents can attach', async () => {
    const crm = await newCrm();
    await createRule(ctx, {
      crmId: crm.crmId,
      name: 'On tickets',
      enabled: true,
      definition: {
        channels: ['voice'],
        directions: ['incoming'],
        queues: [],
        card: { kind: 'object', objectId: crm.tickets },
        action: { kind: 'attach' },
      },
    });
    const hidden = await profile('Contacts only', [crm], [crm.contacts]);
    expect(await unreached(crm.crmId)).toEqual([
      { name: 'On tickets', reason: { kind: 'object_hidden', objects: ['Tickets'] } },
    ]);
    await world.db.profile.delete({ where: { id: hidden.id } });
    await profile('Both', [crm], [crm.contacts, crm.tickets]);
    expect(await unreached(crm.crmId)).toEqual([]);
  });

  it('is for those who may see the CRM, and answers what the route promises', async () => {
    const crm = await newCrm();
    await profile('Support', [crm], [crm.contacts]);
    await scenario(crm, 'email_is');
    const [reader, stranger] = [
      await world.person({ permissions: ['crm.access'] }),
      await world.person({ permissions: ['profiles.access', 'roles.access'] }),
    ];
    const coverage = await readCoverage(world.ctx(reader.actor), { crmId: crm.crmId });
    expect(coverageSchema.parse(JSON.parse(JSON.stringify(coverage)))).toEqual(coverage);
    await expect(readCoverage(world.ctx(stranger.actor), { crmId: crm.crmId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(readCoverage(ctx, { crmId: '0192f0c1-0000-7000-8000-000000000000' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
