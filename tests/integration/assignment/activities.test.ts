import { beforeAll, describe, expect, it } from 'vitest';
import { applyRulePreset, applyScenarioPreset } from '@/lib/domain/rules/presets';
import { createFields } from '@/lib/services/crm-objects/create-fields';
import { createObject } from '@/lib/services/crm-objects/create-object';
import { sealTokens } from '@/lib/services/connections/seal-tokens';
import { loadObjects } from '@/lib/services/crms/internal';
import { readScopePlan } from '@/lib/services/crms/read-scope-plan';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { createRule } from '@/lib/services/rules/create-rule';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { createScenario } from '@/lib/services/scenarios/create-scenario';
import { configureArticle, hubspotClient, hubspotToken, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

/** Emails and messages, logged by the presets as the activities that HubSpot has for them. */
const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let contactId: string;
const administrator = () => world.ctx(world.administrator.actor);
const ADDRESS = 'customer@company.example';

async function addObject(apiName: string): Promise<void> {
  const { fields, ...object } = article.usualObject(apiName);
  const { id } = await createObject(administrator(), { crmId: article.crmId, ...object });
  await createFields(administrator(), { objectId: id, fields });
}

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world, 'sales-email-read', 'crm.schemas.contacts.write');
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
  ({ id: contactId } = await hubspot.create('contacts', { lastname: 'Vidal', email: ADDRESS }));
  await addObject('emails');
  await addObject('communications');
  const objects = await loadObjects(world.db, [article.crmId]);
  const [, byEmail] = article.presets.scenarios;
  const scenario = byEmail && applyScenarioPreset(byEmail, objects).definition;
  if (!scenario) throw new Error('the preset fits');
  await createScenario(administrator(), {
    crmId: article.crmId,
    name: 'By email',
    enabled: true,
    definition: scenario,
  });
  for (const preset of article.presets.rules.filter(({ nameKey }) => /Email|WhatsApp/.test(nameKey))) {
    const { definition, missing } = applyRulePreset(preset, objects);
    expect(missing).toEqual([]);
    if (!definition) throw new Error('the preset fits');
    await createRule(administrator(), { crmId: article.crmId, name: preset.nameKey, definition });
  }
});

let serial = 0;
async function log(channel: 'email' | 'messaging', facts: Record<string, unknown>) {
  serial += 1;
  const common = { source: 'inbox', id: `message-${serial}`, channel, agent: 'agent@atelier-lumen.example' };
  const at = '2026-11-23T09:00:00Z';
  const event = { ...common, type: 'presented', at, customer: { email: ADDRESS }, ...facts };
  const { interactionId, ignored } = await receiveInteraction(article.telephone, event);
  await runScreenPop(world.ctx({ kind: 'system', name: 'pop' }), { interactionId, moment: 'presented' });
  await receiveInteraction(article.telephone, { ...common, type: 'ended', at: '2026-11-23T09:05:00Z' });
  expect(await article.work()).toEqual([]);
  const assignment = await world.db.interactionAssignment.findFirstOrThrow({ where: { interactionId } });
  return { ...assignment, ignored };
}

describe('an email', () => {
  it('is logged even without HubSpot’s scope to read emails, which the scope page names', async () => {
    const { state, reason } = await log('email', { subject: 'Order 4711' });
    expect({ state, reason }).toEqual({ state: 'logged', reason: null });
    const plan = await readScopePlan(administrator(), { crmId: article.crmId });
    expect(plan?.missing?.map(({ scope }) => scope)).toEqual(['sales-email-read']);
    expect(plan?.needed.map(({ scope }) => scope)).not.toContain('crm.objects.custom.write');
  });

  it('is logged with subject, text, direction and time, on its customer', async () => {
    const accessToken = await hubspotToken(world, 'sales-email-read');
    const sealed = sealTokens(world.deployment, article.methodId, { accessToken, refreshToken: '' });
    await world.db.authGrant.update({
      where: { authMethodId: article.methodId },
      data: { accessToken: sealed.accessToken },
    });
    const { state, recordId, objectApiName, ignored } = await log('email', {
      subject: 'Order 4711',
      bodyHtml: '<p>Hello,</p><p>where is <b>it</b>?<script>alert(1)</script></p><p>1 &lt; 2</p>',
    });
    expect({ state, objectApiName, ignored }).toEqual({ state: 'logged', objectApiName: 'emails', ignored: [] });
    expect(
      await hubspot.read(
        'emails',
        recordId ?? '',
        'hs_email_subject',
        'hs_email_html',
        'hs_email_direction',
        'hs_timestamp',
      ),
    ).toMatchObject({
      hs_email_subject: 'Order 4711',
      hs_email_html: 'Hello,<br><br>where is it?<br><br>1 &lt; 2',
      hs_email_direction: 'INCOMING_EMAIL',
      hs_timestamp: '2026-11-23T09:00:00Z',
    });
    expect(await hubspot.linked('emails', recordId ?? '', 'contacts')).toEqual([contactId]);
  });
});

describe('a message', () => {
  it('is logged with channel, text and direction, on its customer', async () => {
    const { state, recordId } = await log('messaging', { body: 'Ready <today>\nat noon' });
    expect(state).toBe('logged');
    expect(
      await hubspot.read('communications', recordId ?? '', 'hs_communication_channel_type', 'hs_communication_body'),
    ).toMatchObject({
      hs_communication_channel_type: 'WHATS_APP',
      hs_communication_body: '(incoming) <br>Ready &lt;today&gt;<br>at noon',
    });
    expect(await hubspot.linked('communications', recordId ?? '', 'contacts')).toEqual([contactId]);
  });

  it('counts without a text that can’t be used, and says so', async () => {
    const long = await log('messaging', { body: 'x'.repeat(20_001) });
    expect(long.ignored).toEqual([{ field: 'body', reason: 'too_long' }]);
    const empty = await log('messaging', { bodyHtml: '<img src="https://track.example/1.gif">' });
    expect(empty.ignored).toEqual([{ field: 'bodyHtml', reason: 'empty' }]);
    expect([long.state, empty.state]).toEqual(['logged', 'logged']);
  });
});
