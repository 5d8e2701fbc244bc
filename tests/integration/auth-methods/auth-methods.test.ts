import { beforeEach, describe, expect, it } from 'vitest';
import { deactivateMethod } from '@/lib/services/auth-methods/deactivate-method';
import { listMethods, readMethod } from '@/lib/services/auth-methods/queries';
import { readActivation } from '@/lib/services/auth-methods/read-activation';
import { loadProfileModel } from '@/lib/services/cards/internal';
import { deriveCtx, type Ctx } from '@/lib/services/context';
import { createCrm } from '@/lib/services/crms/create-crm';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { listCrms, listMethodChoices as listCrmChoices, readCrm } from '@/lib/services/crms/queries';
import { readScopePlan } from '@/lib/services/crms/read-scope-plan';
import { readHome } from '@/lib/services/home/queries';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { createConnector } from '@/lib/services/sso-connectors/create-connector';
import { listMethodChoices, readConnector } from '@/lib/services/sso-connectors/queries';
import { startSignIn } from '@/lib/services/sso-sign-in/start-sign-in';
import { activatedMethod, HARBOR, LUMEN, startActivationFlow, startWorld } from '../../support/connect-world';

const world = await startWorld();
const admin = () => world.ctx(world.administrator.actor);
const comeBack = async (location: string) => (await world.administrator.browser.get(location)).headers.get('location');

beforeEach(async () => {
  await world.db.rateLimit.deleteMany();
  await world.db.profile.deleteMany();
  await world.db.crm.deleteMany();
  await world.db.ssoConnector.deleteMany();
  await world.db.authMethod.deleteMany();
});

/** Everything that uses one method. */
async function builtOn(authMethodId: string) {
  const ctx = admin();
  const { id: crmId } = await createCrm(ctx, { name: 'CRM', reference: 'crm', type: 'hubspot', authMethodId });
  const object = await createObject(ctx, { crmId, name: 'Contacts', apiName: 'contacts' });
  const { id: connectorId } = await createConnector(ctx, {
    name: 'SSO',
    reference: 'sso',
    type: 'hubspot',
    authMethodId,
    enabled: true,
  });
  const { id: profileId } = await createProfile(ctx, {
    name: 'Agents',
    description: '',
    crmIds: [crmId],
    objects: [{ objectId: object.id, canView: true, canCreate: true, canEdit: true, fieldIds: [] }],
  });
  return { id: authMethodId, crmId, connectorId, profileId };
}

/** The method's state in every place that shows it. */
async function told(ctx: Ctx, { id, crmId, connectorId, profileId }: Awaited<ReturnType<typeof builtOn>>) {
  const connector = await readConnector(ctx, { id: connectorId });
  const model = await loadProfileModel(ctx, profileId);
  const home = await readHome(ctx);
  const statuses = [
    (await readMethod(ctx, { id })).status,
    (await listMethods(ctx)).items[0]?.status,
    (await readCrm(ctx, { id: crmId })).authMethod.status,
    (await listCrms(ctx)).items[0]?.authMethod.status,
    (await listCrmChoices(ctx, { provider: 'hubspot' }))[0]?.status,
    connector.authMethod?.status,
    (await listMethodChoices(ctx))[0]?.status,
    home.attention.methods[0]?.status,
  ];
  const works = [
    connector.isWorking,
    model.crms[0]?.authMethod.isEnabled,
    home.steps.find(({ step }) => step === 'activation')?.isDone,
    (await startSignIn(ctx, { reference: 'sso' })).kind === 'started',
  ];
  const granted = [(await readMethod(ctx, { id })).grantedScopes, model.crms[0]?.authMethod.grantedScopes ?? []];
  const plans = [await readScopePlan(ctx, { authMethodId: id }), await readScopePlan(ctx, { crmId })];
  return {
    statuses: [...new Set(statuses)],
    works: [...new Set(works)],
    granted: [...new Set(granted.map(({ length }) => length > 0))],
    /** Whether each page knows what was granted. */
    compared: [...new Set(plans.map((plan) => [plan?.missing, plan?.extra].every((part) => Array.isArray(part))))],
    missing: plans.map((plan) => plan?.missing?.map(({ scope }) => scope)),
  };
}

const OFF = { statuses: ['disabled'], works: [false], granted: [false], compared: [false] };
const ON = { statuses: ['enabled'], works: [true], granted: [true], compared: [true] };

const live = (ctx: Ctx): Ctx => deriveCtx(ctx, { config: { ...ctx.config, hubspotMode: 'live' } });

describe('every page and verb reports the same state of a method', () => {
  it('while it is enabled', async () => {
    const built = await builtOn(await activatedMethod(world));
    const state = await told(admin(), built);
    expect(state).toMatchObject(ON);
    expect(state.missing).toEqual([[], []]);
  });

  it('before its first activation', async () => {
    expect(await told(admin(), await builtOn(await world.method()))).toMatchObject(OFF);
  });

  it('after Deactivate', async () => {
    const built = await builtOn(await activatedMethod(world));
    const { version } = await readMethod(admin(), { id: built.id });
    await deactivateMethod(admin(), { id: built.id, version });
    expect(await told(admin(), built)).toMatchObject(OFF);
  });

  it('in live mode, if it was activated in the sandbox', async () => {
    const built = await builtOn(await activatedMethod(world));
    expect(await told(live(admin()), built)).toMatchObject(OFF);
    const { id: transactionId } = await world.db.oAuthTransaction.findFirstOrThrow({
      where: { authMethodId: built.id },
    });
    expect((await readActivation(live(admin()), { transactionId })).method).toMatchObject({
      isEnabled: false,
      grantedScopes: [],
    });
  });

  it('while another account waits for confirmation: the old one stays active', async () => {
    const built = await builtOn(await activatedMethod(world));
    const flow = await startActivationFlow(world, built.id, { portalId: HARBOR.portalId });
    await comeBack(flow.location);
    expect(await told(admin(), built)).toMatchObject(ON);
    expect((await readMethod(admin(), { id: built.id })).portal).toMatchObject({ id: String(LUMEN.portalId) });
  });

  it('while another account waits for confirmation, with the method disabled', async () => {
    const built = await builtOn(await activatedMethod(world));
    const { version } = await readMethod(admin(), { id: built.id });
    await deactivateMethod(admin(), { id: built.id, version });
    const flow = await startActivationFlow(world, built.id, { portalId: HARBOR.portalId });
    await comeBack(flow.location);
    expect(await told(admin(), built)).toMatchObject({ ...OFF, statuses: ['activating'] });
  });

  it('when an activation times out', async () => {
    const built = await builtOn(await world.method());
    await startActivationFlow(world, built.id);
    expect(await told(admin(), built)).toMatchObject({ ...OFF, statuses: ['activating'] });
    const later = world.ctx(world.administrator.actor, () => new Date(Date.now() + 11 * 60_000));
    expect(await told(later, built)).toMatchObject(OFF);
    expect(await readMethod(later, { id: built.id })).toMatchObject({
      disabledReason: 'never_activated',
      refusal: 'expired',
    });
  });
});
