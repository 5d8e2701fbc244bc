import { beforeAll, describe, expect, it } from 'vitest';
import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { MOST_RECORDED } from '@/lib/domain/interaction/line';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { chooseLineDefault } from '@/lib/services/lines/choose-line-default';
import { createLine } from '@/lib/services/lines/create-line';
import { deleteLine } from '@/lib/services/lines/delete-line';
import { editLine } from '@/lib/services/lines/edit-line';
import { listLines, readLine, readLineDefault } from '@/lib/services/lines/queries';
import { createProfile } from '@/lib/services/profiles/create-profile';
import { deleteProfile } from '@/lib/services/profiles/delete-profile';
import { configureArticle, hubspotClient, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
const admin = world.ctx(world.administrator.actor);
let article: ArticleWorld;
let hubspot: Awaited<ReturnType<typeof hubspotClient>>;

beforeAll(async () => {
  article = await configureArticle(world);
  hubspot = await hubspotClient(world);
  await world.control('POST', '/settings', { 'crm.indexDelayMs': 0 });
});

const START = Date.UTC(2026, 10, 23, 14);
const report = (id: string, type: InteractionEventInput['type'], second: number, more: Record<string, unknown> = {}) =>
  receiveInteraction(article.telephone, {
    source: 'lines',
    id,
    type,
    at: new Date(START + second * 1000).toISOString(),
    channel: 'voice',
    direction: 'incoming',
    ...more,
  });
const rowOf = (id: string) =>
  world.db.interaction.findFirstOrThrow({ where: { externalId: id }, include: { line: true, queueLine: true } });
const lineOf = async (value: string) => world.db.line.findFirstOrThrow({ where: { value } });
const decideBy = async (value: string, profileId: string | null) => {
  const { id, name, version } = await lineOf(value);
  await editLine(admin, { id, name, version, profileId });
};
const decideByDefault = async (profileId: string | null) => {
  const { version } = await readLineDefault(admin);
  await chooseLineDefault(admin, { profileId, version });
};
let serial = 0;
/** A customer of the CRM. */
async function customer() {
  const number = `+331769944${String((serial += 1)).padStart(2, '0')}`;
  const { id } = await hubspot.create('contacts', { firstname: 'Eva', lastname: number, phone: number });
  return { id, number };
}
const callsOf = async (number: string) =>
  (await hubspot.calls()).filter(({ properties }) => properties['hs_call_from_number'] === number);
const otherProfile = (name: string) => createProfile(admin, { name, description: '', crmIds: [], objects: [] });

describe('lines are recorded from what arrives', () => {
  it('each number and each queue once, however it is written', async () => {
    await report('first', 'presented', 0, { agents: [], queue: 'Support', ourNumber: '+33176000111' });
    await report('second', 'presented', 0, { agents: [], queue: ' support ', ourNumber: '01 76 00 01 11' });
    await report('third', 'presented', 0, { agents: [], queue: 'SUPPORT', ourNumber: '0033176000111' });
    const rows = await Promise.all(['first', 'second', 'third'].map(rowOf));
    expect(new Set(rows.map(({ lineId }) => lineId)).size).toBe(1);
    expect(new Set(rows.map(({ queueLineId }) => queueLineId)).size).toBe(1);
    expect(rows[0]).toMatchObject({
      line: { kind: 'number', name: '01 76 00 01 11', valueKey: '33176000111' },
      queueLine: { kind: 'queue', name: 'Support', valueKey: 'support' },
    });
    const { items } = await listLines(admin, { search: 'supp' });
    expect(items).toMatchObject([{ name: 'Support', interactions: 3, lastSeenAt: rows[2]?.createdAt }]);
  });

  it('by events that arrive at the same moment', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => report(`same-${index}`, 'presented', 0, { agents: [], queue: 'Rush' })),
    );
    expect(await world.db.line.count({ where: { valueKey: 'rush' } })).toBe(1);
    expect(await world.db.interaction.count({ where: { queueLine: { valueKey: 'rush' } } })).toBe(8);
  });

  it('keeps what can’t be read as a number out', async () => {
    await report('word', 'presented', 0, { agents: [], ourNumber: 'sip:reception@pbx.example' });
    expect(await rowOf('word')).toMatchObject({ lineId: null, ledger: 'open' });
  });

  it('up to a bound that leaves room for those added by hand; the interaction is taken all the same', async () => {
    const missing = MOST_RECORDED - (await world.db.line.count());
    await world.db.line.createMany({
      data: Array.from({ length: missing }, (_, index) => ({
        name: `Filler ${index}`,
        kind: 'queue' as const,
        value: `filler ${index}`,
        valueKey: `filler ${index}`,
      })),
    });
    await report('flood', 'presented', 0, { agents: [], queue: 'One too many' });
    expect(await rowOf('flood')).toMatchObject({ queueLineId: null, queue: 'One too many' });
    await createLine(admin, { name: 'By hand', kind: 'queue' });
    await world.db.line.deleteMany({ where: { OR: [{ name: { startsWith: 'Filler' } }, { name: 'By hand' }] } });
  });
});

describe('a line', () => {
  it('can be added before its first call', async () => {
    const { id } = await createLine(admin, { name: 'Paris', kind: 'number', value: '01 76 00 01 22' });
    await report('known', 'presented', 0, { agents: [], ourNumber: '+33176000122' });
    expect(await rowOf('known')).toMatchObject({ lineId: id });
    expect(await readLine(admin, { id })).toMatchObject({ name: 'Paris', interactions: 1 });
  });

  it('is refused if it is no number, is there already, or names a profile that is gone', async () => {
    await expect(createLine(admin, { name: 'Reception', kind: 'number' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: { value: { key: 'phone' } },
    });
    await expect(
      createLine(admin, { name: 'Twice', kind: 'number', value: '+33 1 76 00 01 22' }),
    ).rejects.toMatchObject({ code: 'CONFLICT', fields: { value: { key: 'taken' } } });
    await expect(
      createLine(admin, { name: 'Gone', profileId: '0192f0c1-0000-7000-8000-000000000001' }),
    ).rejects.toMatchObject({ fields: { profileId: { key: 'profile_gone' } } });
  });

  it('is refused a change over somebody else’s', async () => {
    const { id, name, version } = await lineOf('Support');
    await editLine(admin, { id, name, version, profileId: null });
    const stale = { id, name: 'Mine', version, profileId: null };
    await expect(editLine(admin, stale)).rejects.toMatchObject({ code: 'CONFLICT', key: 'changed_meanwhile' });
    await expect(chooseLineDefault(admin, { profileId: null, version: 99 })).rejects.toMatchObject({
      code: 'CONFLICT',
      key: 'changed_meanwhile',
    });
  });

  it('needs a right of its own for each verb', async () => {
    const reader = world.ctx((await world.person({ permissions: ['lines.access'] })).actor);
    const { id, name, version } = await lineOf('Support');
    expect((await listLines(reader)).total).toBeGreaterThan(0);
    const refused = { code: 'FORBIDDEN' };
    await expect(createLine(reader, { name: 'x' })).rejects.toMatchObject(refused);
    await expect(editLine(reader, { id, name, version, profileId: null })).rejects.toMatchObject(refused);
    await expect(deleteLine(reader, { id })).rejects.toMatchObject(refused);
    await expect(chooseLineDefault(reader, { profileId: null, version: 1 })).rejects.toMatchObject(refused);
    await expect(listLines(world.ctx((await world.person({ permissions: [] })).actor))).rejects.toMatchObject(refused);
  });
});

describe('a call that reached no agent is logged for its customer by the profile of its line', () => {
  const calls: [string, (who: { number: string }) => Promise<unknown>][] = [
    [
      'abandoned in the queue',
      async ({ number }) => {
        await report(number, 'presented', 0, { agents: [], queue: 'Support', customer: { number } });
        await report(number, 'ended', 40, {});
      },
    ],
    [
      'missed, without an agent',
      ({ number }) => report(number, 'missed', 40, { queue: 'Support', customer: { number } }),
    ],
    [
      'an agent nobody knows answered',
      async ({ number }) => {
        await report(number, 'accepted', 5, { agent: 'ghost@example.com', queue: 'Support', customer: { number } });
        await report(number, 'ended', 65, { agent: 'ghost@example.com' });
      },
    ],
    ['only an end arrived', ({ number }) => report(number, 'ended', 9, { queue: 'Support', customer: { number } })],
  ];
  it.each(calls)('%s', async (how, call) => {
    await decideBy('Support', article.profileId);
    const who = await customer();
    await call(who);
    expect(await rowOf(who.number)).toMatchObject({ profileId: article.profileId, userId: null, ledger: 'waiting' });
    expect(await article.work()).toEqual([]);
    expect(await rowOf(who.number)).toMatchObject({ ledger: 'logged' });
    const [written, ...others] = await callsOf(who.number);
    expect(others).toEqual([]);
    expect(written?.properties['hs_call_status']).toBe(how.includes('answered') ? 'COMPLETED' : 'MISSED');
    expect(await hubspot.linked('calls', written?.id ?? '', 'contacts')).toEqual([who.id]);
  });

  it('an agent who was deactivated decides nothing any more', async () => {
    const { number } = await customer();
    const gone = await world.person({ email: 'gone@atelier-lumen.example' });
    await world.db.user.update({
      where: { id: gone.actor.userId },
      data: { status: 'disabled', defaultProfileId: article.profileId },
    });
    await report(number, 'presented', 0, { agent: gone.actor.email, queue: 'Support', customer: { number } });
    await report(number, 'missed', 20, {});
    expect(await rowOf(number)).toMatchObject({ userId: null, profileId: article.profileId, ledger: 'waiting' });
    await article.work();
    expect(await callsOf(number)).toHaveLength(1);
  });

  it('an agent who has a profile decides, whatever the line says', async () => {
    const { id: emptyId } = await otherProfile('Empty');
    await decideBy('Support', emptyId);
    await report('agent', 'presented', 0, { agent: article.agent.actor.email, queue: 'Support' });
    await report('agent', 'missed', 20, {});
    expect(await rowOf('agent')).toMatchObject({ profileId: article.profileId });
    await decideBy('Support', article.profileId);
  });

  it('the number before the queue, and the queue before the default', async () => {
    const [{ id: ofNumber }, { id: byDefault }] = [await otherProfile('Number'), await otherProfile('Default')];
    await decideBy('Support', article.profileId);
    await decideByDefault(byDefault);
    const missed = async (id: string, more: Record<string, unknown>) => {
      await report(id, 'missed', 0, more);
      return (await rowOf(id)).profileId;
    };
    expect(await missed('both-1', { queue: 'Support', ourNumber: '+33176000111' })).toBe(article.profileId);
    await decideBy('+33176000111', ofNumber);
    expect(await missed('both-2', { queue: 'Support', ourNumber: '+33176000111' })).toBe(ofNumber);
    expect(await missed('neither', { queue: 'Never seen' })).toBe(byDefault);
    expect(await missed('nothing', {})).toBe(byDefault);
    // Decided once: neither a later fact nor a later choice changes it.
    await decideBy('+33176000111', null);
    await report('both-2', 'described', 30, { outcome: 'voicemail' });
    expect(await rowOf('both-2')).toMatchObject({ profileId: ofNumber });
    await decideByDefault(null);
  });

  it('without any profile it needs an administrator', async () => {
    await report('undecided', 'missed', 0, { queue: 'Nobody’s' });
    expect(await rowOf('undecided')).toMatchObject({ profileId: null, ledger: 'needs_administrator' });
  });

  it('a line that was deleted decides nothing; the next call records it anew', async () => {
    await report('before', 'presented', 0, { agents: [], queue: 'Closing' });
    const { id } = await lineOf('Closing');
    await decideBy('Closing', article.profileId);
    await deleteLine(admin, { id });
    await report('before', 'missed', 9, {});
    expect(await rowOf('before')).toMatchObject({ queueLineId: null, ledger: 'needs_administrator' });
    await report('after', 'missed', 0, { queue: 'Closing' });
    expect((await rowOf('after')).queueLine).toMatchObject({ name: 'Closing', profileId: null });
  });

  it('a profile that decides for a line, or by default, can’t be deleted', async () => {
    const { id } = await otherProfile('Needed');
    await decideBy('Support', id);
    await decideByDefault(id);
    await expect(deleteProfile(admin, { id })).rejects.toMatchObject({
      code: 'IN_USE',
      details: {
        dependents: [
          { entityType: 'line', name: 'Support' },
          { entityType: 'line', name: 'All other lines', href: '/maker/lines' },
        ],
      },
    });
    await decideBy('Support', article.profileId);
    await decideByDefault(null);
    await deleteProfile(admin, { id });
  });
});
