import { beforeAll, describe, expect, it } from 'vitest';
import { listInteractions } from '@/lib/services/interactions/queries';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { configureArticle, type ArticleWorld } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
let article: ArticleWorld;

async function report(id: string, facts: Record<string, unknown>): Promise<void> {
  const { sequence: _sequence, customer: _customer, ...event } = article.event({ id });
  await receiveInteraction(article.telephone, { ...event, ...facts });
}

beforeAll(async () => {
  article = await configureArticle(world);
  await report('email', {
    channel: 'email',
    customer: { email: 'mona@client.example' },
    participants: [
      { role: 'cc', email: 'Sam.Second@client.example' },
      { role: 'to', email: 'lea@atelier-lumen.example' },
    ],
  });
  await report('chat', {
    channel: 'messaging',
    customer: { handle: 'Mona_77' },
    participants: [{ handle: '@Rob.Lin' }, { number: '01 76 00 77 01' }],
  });
  await report('call', { customer: { number: '+33176007702' }, agent: 'lea@atelier-lumen.example' });
  // People who become known late are found as well.
  await report('late', { channel: 'email', customer: { email: 'late@client.example' } });
  await report('late', {
    channel: 'email',
    type: 'described',
    at: '2026-11-23T09:00:01Z',
    participants: [{ email: 'later@client.example' }],
  });
});

async function found(search: string): Promise<string[]> {
  const { items, matching } = await listInteractions(world.ctx(world.administrator.actor), { search });
  expect(matching).toBe(items.length);
  return items.map(({ externalId }) => externalId).sort();
}

describe('a search of the ledger', () => {
  it.each<[what: string, text: string, expected: string[]]>([
    ['the customer’s address', 'mona@client.example', ['email']],
    ['a participant’s address, in any case', ' SAM.second@Client.example ', ['email']],
    ['an address that is an agent’s here and a participant’s there', 'lea@atelier-lumen.example', ['call', 'email']],
    ['a participant who became known late', 'later@client.example', ['late']],
    ['part of the customer’s address', 'mona@cli', ['email']],
    ['a participant’s handle', '@rob.lin', ['chat']],
    ['the customer’s handle', 'mona_77', ['chat']],
    ['a participant’s number, however it is written', '+33 (0)1.76.00.77.01', ['chat']],
    ['the customer’s number', '0176007702', ['call']],
    ['nobody’s address', 'nobody@client.example', []],
    ['nobody’s number', '+33176007799', []],
  ])('finds %s', async (_what, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('goes by an index for whole addresses', async () => {
    const [plan] = await world.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<Record<string, unknown>[]>`
        EXPLAIN (FORMAT JSON) SELECT "id" FROM "Interaction" WHERE "addressKeys" && ARRAY['a@client.example']`;
    });
    expect(JSON.stringify(plan)).toContain('Interaction_addressKeys_idx');
  });
});
