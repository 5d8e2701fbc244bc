import { beforeAll, describe, expect, it } from 'vitest';
import type { ExcludedNumber } from '@/lib/domain/interaction/excluded-numbers';
import { editExcludedNumbers } from '@/lib/services/excluded-numbers/edit-excluded-numbers';
import { readExcludedNumbersPage } from '@/lib/services/excluded-numbers/queries';
import { listOwnInteractions } from '@/lib/services/interactions/list-own-interactions';
import { readInteraction } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { editRule } from '@/lib/services/rules/edit-rule';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { retryAssignment } from '@/lib/services/assignment/retry-assignment';
import { simulateInteraction } from '@/lib/services/interactions/simulate-interaction';
import { attachCard } from '@/lib/services/interactions/attach-card';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

import { AppError } from '@/lib/domain/base/app-error';

const world = await startWorld();
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;
let colleague: Awaited<ReturnType<typeof world.person>>;
const administrator = () => world.ctx(world.administrator.actor);
const entry = (kind: ExcludedNumber['kind'], from: string, more: Partial<ExcludedNumber> = {}): ExcludedNumber => ({
  kind,
  from,
  to: null,
  userId: null,
  ...more,
});

async function caught(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof AppError ? error : expect.fail('was not refused');
}

async function save(entries: ExcludedNumber[]): Promise<void> {
  const { version } = await readExcludedNumbersPage(administrator());
  await editExcludedNumbers(administrator(), { version, entries });
}

/** A call from the first ring to the end, and what became of it. */
async function call(id: string, number: string, more: Record<string, unknown> = {}) {
  const popped: (() => Promise<void>)[] = [];
  const written = (await hubspot.calls()).length;
  world.calls.forget();
  const base = { ...article.event({ id }), customer: { number }, ...more };
  const { interactionId } = await receiveInteraction(article.telephone, base, (pop) => popped.push(pop));
  for (const pop of popped) await pop();
  await receiveInteraction(article.telephone, { ...base, type: 'accepted', sequence: 2 });
  await receiveInteraction(article.telephone, { ...base, type: 'ended', sequence: 3, at: '2026-11-23T09:40:00Z' });
  const problems = await article.work();
  const requests = world.calls.all().length;
  const detail = await readInteraction(administrator(), { id: interactionId });
  const { ledger } = await world.db.interaction.findUniqueOrThrow({ where: { id: interactionId } });
  return { interactionId, detail, ledger, problems, requests, written: (await hubspot.calls()).length - written };
}

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await hubspot.create('contacts', { firstname: 'Iris', lastname: 'Caron', phone: '+33 1 76 99 77 01' });
  colleague = await world.person({ email: 'ben@atelier-lumen.example' });
  await world.db.user.update({ where: { id: colleague.actor.userId }, data: { name: 'Ben Leroy' } });
  await save([
    entry('internal', '+33 1 76 00 09 00', { to: '+33 1 76 00 09 99' }),
    entry('internal', '0176000850', { userId: colleague.actor.userId }),
    entry('private', '+33 6 12 34 56 78'),
    entry('line', 'Staff'),
  ]);
});

describe('a call that is not with a customer', () => {
  it.each([
    ['extension', '201', {}, 'internal_call'],
    ['direct number', '01 76 00 09 42', {}, 'internal_call'],
    ['user’s number', '+33176000850', {}, 'internal_call_with'],
    ['address', 'sip:ben@atelier-lumen.example', {}, 'internal_call_with'],
    ['private number', '0612345678', {}, 'private_number'],
    ['queue', '+33176000107', { queue: 'staff' }, 'excluded_line'],
    ['emergency number', '112', { direction: 'outgoing' }, 'service_number'],
  ])('asks HubSpot nothing and logs nothing: %s', async (name, number, more, key) => {
    const { detail, requests, written, ledger, problems } = await call(`none-${name}`, number, more);
    expect([problems, requests, written, ledger]).toEqual([[], 0, 0, 'not_logged']);
    expect(detail.assignments.map(({ state, reason }) => [state, reason?.key])).toEqual([['skipped', key]]);
    expect(detail.decision?.kind ?? 'none').toBe('none');
  });

  it('says to the agent who calls, and offers no new card', async () => {
    await receiveInteraction(article.telephone, {
      ...article.event({ id: 'banner', customer: { number: '0176000850' } }),
      at: administrator().now().toISOString(),
    });
    const { open } = await listOwnInteractions(world.ctx(article.agent.actor));
    const shown = open.find(({ externalId }) => externalId === 'banner');
    expect(shown?.nonCustomer).toEqual({ kind: 'internal', name: 'Ben Leroy' });
    expect(shown?.decision).toBeNull();
  });

  it('is logged, green, if a rule wants it', async () => {
    const rule = await world.db.assignmentRule.findFirstOrThrow();
    const definition = ruleDefinitionSchema.parse(rule.definition);
    const edit = (nonCustomers: ('internal' | 'service')[], version: number) =>
      editRule(administrator(), {
        id: rule.id,
        name: rule.name,
        enabled: true,
        version,
        definition: { ...definition, card: { kind: 'either' }, nonCustomers },
      });
    await edit(['internal'], rule.version);
    const wanted = await call('wanted', '202');
    expect([wanted.written, wanted.ledger, wanted.problems]).toEqual([1, 'logged', []]);
    expect((await call('unwanted', '112')).written).toBe(0);
    await edit([], rule.version + 1);
    expect((await call('no longer', '203')).written).toBe(0);
  });

  it('is a customer’s again once the list was corrected and it is retried, or once somebody attached a card', async () => {
    await save([entry('internal', '+33 1 76 99 77 00', { to: '+33 1 76 99 77 99' })]);
    const { detail, interactionId } = await call('corrected', '+33176997701');
    expect(detail.assignments[0]?.reason?.key).toBe('internal_call');
    await save([]);
    await retryAssignment(administrator(), { id: detail.assignments[0]?.id ?? '' });
    await article.work();
    const after = await readInteraction(administrator(), { id: interactionId });
    expect([after.assignments[0]?.state, after.cards.length, after.nonCustomer]).toEqual(['logged', 1, null]);

    await save([entry('private', '+33 1 76 99 77 01')]);
    const hidden = await call('by hand', '+33176997701');
    const [card] = after.cards;
    await attachCard(world.ctx(article.agent.actor), {
      interactionId: hidden.interactionId,
      objectId: card?.objectId ?? '',
      recordId: card?.recordId ?? '',
      as: 'main',
    });
    await article.work();
    const byHand = await readInteraction(administrator(), { id: hidden.interactionId });
    expect(byHand.assignments[0]?.state).toBe('logged');
  });
});

describe('Try it', () => {
  it.each([
    ['an extension', '201', 'internal'],
    ['a personal number', '0612345678', 'private'],
    ['a customer', '+33176997701', null],
  ])('decides about %s as a call does', async (_name, number, kind) => {
    await save([entry('private', '+33 6 12 34 56 78')]);
    world.calls.forget();
    const { decision, plans } = await simulateInteraction(administrator(), {
      crmId: article.crmId,
      channel: 'voice',
      direction: 'incoming',
      moment: 'presented',
      customer: { number },
    });
    const searches = world.calls.all().filter(({ url }) => url.pathname.endsWith('/search'));
    const said = (entries: readonly { code: string; params: unknown }[], code: string) =>
      entries.filter((line) => line.code === code).map(({ params }) => params);
    expect(said(decision?.trace ?? [], 'not_a_customer')).toEqual(kind === null ? [] : [{ kind }]);
    expect(said(plans[0]?.trace ?? [], 'rule_customers_only').length > 0).toBe(kind !== null);
    expect([searches.length > 0, plans[0]?.kind !== 'skip']).toEqual([kind === null, kind === null]);
  });
});

describe('the list of excluded numbers', () => {
  it('names what is wrong beside its row, and saves nothing', async () => {
    const before = await readExcludedNumbersPage(administrator());
    const error = await caught(
      editExcludedNumbers(administrator(), {
        version: before.version,
        entries: [entry('internal', '200', { to: '299' }), entry('private', '250'), entry('internal', 'reception')],
      }),
    );
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
    expect(Object.keys(error.fields ?? {})).toEqual(['entries.1.from', 'entries.2.from']);
    const gone = await caught(
      editExcludedNumbers(administrator(), {
        version: before.version,
        entries: [entry('internal', '200', { userId: '0192f0c1-0000-7000-8000-00000000dead' })],
      }),
    );
    expect(Object.keys(gone.fields ?? {})).toEqual(['entries.0.userId']);
    expect(await readExcludedNumbersPage(administrator())).toEqual(before);
  });

  it('refuses a stale version, and whoever may not change settings', async () => {
    const { version } = await readExcludedNumbersPage(administrator());
    expect(await caught(editExcludedNumbers(administrator(), { version: version + 1, entries: [] }))).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await caught(editExcludedNumbers(world.ctx(article.agent.actor), { version, entries: [] }))).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('says which entry would swallow customers’ calls', async () => {
    await save([
      entry('internal', '300', { to: '399' }),
      entry('internal', '+33 1 76 99 77 00', { to: '+33 1 76 99 77 99' }),
    ]);
    const { notes } = await readExcludedNumbersPage(administrator());
    expect(notes.map(({ numbers }) => numbers)).toEqual([100, 100]);
    expect([notes[0]?.customerCalls, (notes[1]?.customerCalls ?? 0) > 0]).toEqual([0, true]);
  });
});
