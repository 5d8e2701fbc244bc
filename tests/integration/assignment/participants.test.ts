import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { traceSchema } from '@/lib/domain/trace';
import { applyRulePreset, applyScenarioPreset } from '@/lib/domain/rules/presets';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { loadObjects } from '@/lib/services/crms/internal';
import { editExcludedNumbers } from '@/lib/services/excluded-numbers/edit-excluded-numbers';
import { readInteraction } from '@/lib/services/interactions/queries';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { createRule } from '@/lib/services/rules/create-rule';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { configureArticle, hubspotClient, hubspotToken, type ArticleWorld } from '../../support/article-world';
import { sealTokens } from '@/lib/services/connections/seal-tokens';
import { startWorld } from '../../support/connect-world';

/** Several people in one interaction: who of them is searched for, linked, and written. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
const administrator = () => world.ctx(world.administrator.actor);
const AGENT = 'agent@atelier-lumen.example';
const HOSTILE = 'Eve <boss@atelier-lumen.example>"\n</script><img src=x onerror=alert(1)>';

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world, 'sales-email-read', 'crm.schemas.contacts.write');
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  const accessToken = await hubspotToken(world, 'sales-email-read');
  const sealed = sealTokens(world.deployment, article.methodId, { accessToken, refreshToken: '' });
  await world.db.authGrant.update({
    where: { authMethodId: article.methodId },
    data: { accessToken: sealed.accessToken },
  });
  const { fields, ...object } = article.usualObject('emails');
  const { id } = await createObject(administrator(), { crmId: article.crmId, ...object });
  await createFields(administrator(), { objectId: id, fields });
  const objects = await loadObjects(world.db, [article.crmId]);
  const [, byEmail] = article.presets.scenarios;
  const scenario = byEmail && applyScenarioPreset(byEmail, objects).definition;
  const preset = article.presets.rules.find(({ nameKey }) => /Email/.test(nameKey));
  const rule = preset && applyRulePreset(preset, objects).definition;
  if (!scenario || !rule) throw new Error('the presets fit');
  await createScenario(administrator(), {
    crmId: article.crmId,
    name: 'By email',
    enabled: true,
    definition: scenario,
  });
  await createRule(administrator(), { crmId: article.crmId, name: 'Log emails', definition: rule });
});
afterEach(() => world.control('DELETE', '/faults'));

const searchSchema = z.object({ filterGroups: z.array(z.unknown()) });

let serial = 0;
const address = (who: string) => `${who}${(serial += 1)}@client.example`;
const contact = async (email: string, more: Record<string, string> = {}) =>
  (await hubspot.create('contacts', { lastname: email, email, ...more })).id;

async function report(facts: Record<string, unknown>): Promise<string> {
  const event = {
    source: 'inbox',
    channel: 'email',
    direction: 'incoming',
    agent: AGENT,
    type: 'presented',
    at: '2026-11-23T09:00:00Z',
    ...facts,
  };
  const { interactionId } = await receiveInteraction(article.telephone, event);
  const moment = event.type === 'presented' ? 'presented' : null;
  if (moment) await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), { interactionId, moment });
  return interactionId;
}
const over = (id: string, more: Record<string, unknown> = {}) =>
  report({ id, type: 'ended', at: '2026-11-23T09:05:00Z', ...more });
const assignmentOf = (interactionId: string) =>
  world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
const codesOf = async (interactionId: string) =>
  traceSchema
    .parse((await assignmentOf(interactionId)).trace)
    .filter(({ code }) => code.startsWith('participant'))
    .map(({ code }) => code);
async function linkedWith(interactionId: string): Promise<string[]> {
  const { objectApiName, recordId } = await assignmentOf(interactionId);
  return (await hubspot.linked(objectApiName ?? '', recordId ?? '', 'contacts')).sort();
}
const runPendingJobs = () =>
  vi.waitFor(async () => expect(await article.work()).toEqual([]), { timeout: 20_000, interval: 200 });
const ids = (...all: string[]) => all.sort();

describe('an email that names several people', () => {
  it('is linked with each customer who is known, and with nobody else; its headers name everybody', async () => {
    const [main, second, further, unknown] = [address('main'), address('cc'), address('second'), address('new')];
    const mainId = await contact(main);
    const secondId = await contact(second);
    const furtherId = await contact(address('first'), { hs_additional_emails: further });
    // They have cards of their own, and are no customers all the same.
    const colleague = `colleague@atelier-lumen.example`;
    await world.person({ email: colleague });
    for (const email of [AGENT, 'support@atelier-lumen.example']) await contact(email);
    await contact(colleague);
    const privateId = await contact(address('private'), { phone: '+33176000777' });
    const entries = [{ kind: 'private' as const, from: '+33176000777', to: null, userId: null }];
    await editExcludedNumbers(administrator(), { entries, version: 1 });
    const id = 'mail several';
    const interactionId = await report({
      id,
      customer: { email: main },
      queue: 'support@atelier-lumen.example',
      subject: 'Order',
      participants: [
        { role: 'from', email: main, name: 'Mona Main' },
        { role: 'to', email: 'support@atelier-lumen.example', name: 'Support' },
        { role: 'to', email: AGENT },
        { role: 'cc', email: second.toUpperCase(), name: 'Sam Second Person' },
        { role: 'cc', email: further },
        { role: 'cc', email: unknown, name: HOSTILE },
        { role: 'cc', email: colleague },
        { role: 'bcc', number: '+33 1 76 00 07 77' },
      ],
    });
    await over(id);
    await runPendingJobs();
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null });
    expect(await linkedWith(interactionId)).toEqual(ids(mainId, secondId, furtherId));
    expect(await linkedWith(interactionId)).not.toContain(privateId);
    const written = await hubspot.read(
      'emails',
      (await assignmentOf(interactionId)).recordId ?? '',
      'hs_email_headers',
      'hs_email_from_email',
      'hs_email_to_email',
    );
    expect(JSON.parse(written['hs_email_headers'] ?? '')).toEqual({
      from: { email: main, firstName: 'Mona', lastName: 'Main' },
      to: [{ email: 'support@atelier-lumen.example', firstName: 'Support' }, { email: AGENT }],
      cc: [
        { email: second, firstName: 'Sam', lastName: 'Second Person' },
        { email: further },
        {
          email: unknown,
          firstName: 'Eve',
          lastName: '<boss@atelier-lumen.example>" </script><img src=x onerror=alert(1)>',
        },
        { email: colleague },
      ],
      bcc: [],
    });
    expect(written).toMatchObject({
      hs_email_from_email: main,
      hs_email_to_email: `support@atelier-lumen.example;${AGENT}`,
    });
    const { participants } = await readInteraction(administrator(), { id: interactionId });
    expect(participants.map((one) => [one.email ?? one.number, one.nonCustomer?.kind, one.cards.length])).toEqual([
      [main, undefined, 1],
      ['support@atelier-lumen.example', 'internal', 0],
      [AGENT, 'internal', 0],
      [second, undefined, 1],
      [further, undefined, 1],
      [unknown, undefined, 0],
      [colleague, 'internal', 0],
      ['+33 1 76 00 07 77', 'private', 0],
    ]);
    expect((await codesOf(interactionId)).sort()).toEqual([
      'participant_known',
      'participant_known',
      'participant_ours',
      'participant_ours',
      'participant_ours',
      'participant_ours',
      'participant_unknown',
      'participants_searched',
    ]);
  });

  it('is linked with nobody of whom two records could be meant, or only a likely one', async () => {
    const main = address('main');
    const mainId = await contact(main);
    await contact(address('twin'), { phone: '+33176004401' });
    await contact(address('twin'), { mobilephone: '01 76 00 44 01' });
    // Its country has to be guessed.
    await contact(address('likely'), { phone: '176004402' });
    const sureId = await contact(address('sure'), { phone: '01 76 00 44 03' });
    const id = 'conference';
    const interactionId = await report({
      id,
      channel: 'voice',
      customer: { number: '+33176004400' },
      participants: [
        { number: '+33176004401' },
        { number: '+33176004402' },
        { number: '+33 1 76 00 44 03' },
        { email: main },
      ],
    });
    await over(id, { channel: 'voice' });
    await runPendingJobs();
    expect(await linkedWith(interactionId)).toEqual([sureId]);
    expect(await linkedWith(interactionId)).not.toContain(mainId);
    const codes = await codesOf(interactionId);
    expect(codes).toEqual(
      expect.arrayContaining(['participant_several', 'participant_unsure', 'participant_known', 'participant_unknown']),
    );
  });

  it('asks for them with one search of five groups, and says whose second addresses it had no room for', async () => {
    const main = address('main');
    await contact(main);
    const known = await Promise.all(['a', 'b', 'c'].map(async (who) => ({ email: address(who) })));
    const knownIds = await Promise.all(known.map(({ email }) => contact(email)));
    const unknown = ['d', 'e', 'f', 'g'].map((who) => ({ email: address(who) }));
    const [last] = unknown.slice(-1);
    // Of seven second addresses, four have room.
    await contact(address('other'), { hs_additional_emails: last?.email ?? '' });
    const id = 'mail of many';
    const interactionId = await report({ id, customer: { email: main }, participants: [...known, ...unknown] });
    await over(id);
    world.calls.forget();
    await runPendingJobs();
    const searches = world.calls.all().filter(({ url, body }) => url.pathname.endsWith('/search') && /"IN"/.test(body));
    expect(searches.map(({ body }) => searchSchema.parse(JSON.parse(body)).filterGroups.length)).toEqual([5]);
    expect(await linkedWith(interactionId)).toEqual(expect.arrayContaining(knownIds));
    const entries = traceSchema.parse((await assignmentOf(interactionId)).trace);
    const who = (code: string) => entries.flatMap((one) => (one.code === code ? [one.params['who']] : []));
    expect(who('participant_unknown')).toEqual(unknown.slice(0, 1).map(({ email }) => email));
    expect(who('participant_unasked')).toEqual(unknown.slice(1).map(({ email }) => email));
  });

  it('gains links with people who become known late, and keeps one record', async () => {
    const [main, late] = [address('main'), address('late')];
    const [mainId, lateId] = [await contact(main), await contact(late)];
    const id = 'mail late';
    const interactionId = await report({
      id,
      customer: { email: main },
      participants: [{ role: 'from', email: main }],
    });
    await over(id);
    await runPendingJobs();
    const { recordId } = await assignmentOf(interactionId);
    expect(await linkedWith(interactionId)).toEqual([mainId]);
    await report({
      id,
      type: 'described',
      at: '2026-11-23T10:00:00Z',
      participants: [{ role: 'cc', email: late }],
    });
    await runPendingJobs();
    expect(await linkedWith(interactionId)).toEqual(ids(mainId, lateId));
    expect((await assignmentOf(interactionId)).recordId).toBe(recordId);

    // Their address changed since: who took part stays linked.
    await hubspot.update('contacts', lateId, { email: address('changed') });
    await retryAssignment(administrator(), { id: (await assignmentOf(interactionId)).id });
    await runPendingJobs();
    expect(await linkedWith(interactionId)).toEqual(ids(mainId, lateId));
  });

  it('is written while the search fails, and its links wait', async () => {
    const [main, other] = [address('main'), address('other')];
    const [mainId, otherId] = [await contact(main), await contact(other)];
    const id = 'mail down';
    const interactionId = await report({
      id,
      customer: { email: main },
      participants: [{ role: 'to', email: other }],
    });
    await over(id);
    await world.control('POST', '/faults', { method: 'POST', path: '*search*', status: 503, times: 1 });
    expect(await article.work()).toHaveLength(1);
    expect(await assignmentOf(interactionId)).toMatchObject({
      state: 'logged',
      recordId: expect.any(String),
      reason: { key: 'links_waiting' },
    });
    expect(await linkedWith(interactionId)).toEqual([mainId]);
    const { recordId } = await assignmentOf(interactionId);
    await runPendingJobs();
    expect(await linkedWith(interactionId)).toEqual(ids(mainId, otherId));
    expect(await assignmentOf(interactionId)).toMatchObject({ state: 'logged', reason: null, recordId });
  });

  it('is tried out as it is logged: the same search, the same links', async () => {
    const [main, other] = [address('main'), address('other')];
    const [mainId, otherId] = [await contact(main), await contact(other)];
    const asked = {
      crmId: article.crmId,
      channel: 'email',
      direction: 'incoming',
      moment: 'presented',
      customer: { email: main },
    } as const;
    const id = 'mail tried';
    const participants = [
      { role: 'cc' as const, email: other },
      { role: 'cc' as const, email: AGENT },
    ];
    const interactionId = await report({ id, customer: { email: main }, participants });
    await over(id);
    await runPendingJobs();
    for (const more of [{ participants }, { replayOf: interactionId }]) {
      const { plans } = await simulateInteraction(administrator(), { ...asked, ...more });
      expect(plans[0]?.links.map((link) => link.id)).toEqual([mainId, otherId]);
      expect(plans[0]?.links[1]?.title).toBe(other);
      const [search, ...writes] = plans[0]?.requests ?? [];
      expect(search?.path).toContain('/search');
      expect(JSON.parse(search?.body ?? '{}')).toMatchObject({
        filterGroups: expect.arrayContaining([
          { filters: [{ propertyName: 'email', operator: 'IN', values: [other] }] },
        ]),
      });
      expect(writes.filter(({ path }) => path.includes('/search'))).toEqual([]);
    }
    expect(await linkedWith(interactionId)).toEqual(ids(mainId, otherId));
  });
});
