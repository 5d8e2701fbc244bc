import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { receivedInteractionSchema } from '@/lib/domain/answers/interaction';
import { readInteraction } from '@/lib/services/interactions/queries';
import { configureArticle } from '../../support/article-world';
import { startWorld } from '../../support/connect-world';
import { takeWorkAfterAnswers } from '../../support/after-answer';
import { serveRoutes } from '../../support/route-server';

/** What README and the API's description tell whoever connects a phone system is true: each example is sent. */
takeWorkAfterAnswers();

const world = await startWorld();
const { port } = await serveRoutes();
const administrator = () => world.ctx(world.administrator.actor);
let key: string;

const exampleSchema = z.record(z.string(), z.object({ summary: z.string(), value: z.unknown() }));
const contentSchema = z.object({ content: z.object({ 'application/json': z.object({ examples: exampleSchema }) }) });
const documentSchema = z.object({
  paths: z.object({
    '/api/interactions': z.object({
      post: z.object({ requestBody: contentSchema, responses: z.object({ 202: contentSchema }) }),
    }),
  }),
});

beforeAll(async () => {
  const { profileId } = await configureArticle(world);
  for (const email of ['lea@x.example', 'hugo@x.example']) {
    const { actor } = await world.person({ email });
    await world.db.userProfile.create({ data: { userId: actor.userId, profileId } });
    await world.db.user.update({ where: { id: actor.userId }, data: { defaultProfileId: profileId } });
  }
  ({ key } = await createApiKey(administrator(), { name: 'Phone system', scopes: ['interactions.write'] }));
});

async function post(event: unknown) {
  const response = await fetch(`http://127.0.0.1:${port}/api/interactions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  return { status: response.status, answer: receivedInteractionSchema.parse(await response.json()) };
}

describe('each example', () => {
  it('of the API’s description is answered as it says, and amounts to what it says', async () => {
    const document = documentSchema.parse(await (await fetch(`http://127.0.0.1:${port}/api/openapi.json`)).json());
    const { requestBody, responses } = document.paths['/api/interactions'].post;
    const bodies = requestBody.content['application/json'].examples;
    const answers = responses[202].content['application/json'].examples;
    const ids = new Map<string, string>();
    for (const [name, { value }] of Object.entries(bodies)) {
      const { status, answer } = await post(value);
      const { id: _id, ...told } = receivedInteractionSchema.parse(answers[name]?.value);
      expect({ name, status, ...answer }).toEqual({ name, status: 202, id: answer.id, ...told });
      ids.set(name, answer.id);
      expect(await post(value), name).toMatchObject({ status: 200, answer: { id: answer.id, isRepeat: true } });
    }
    const read = (name: string) => readInteraction(administrator(), { id: ids.get(name) ?? '' });
    expect(await read('missed')).toMatchObject({
      state: 'missed',
      queue: 'Support',
      agent: { name: expect.any(String) },
    });
    const group = await read('ended');
    expect(group).toMatchObject({ state: 'ended', durationMs: 120_000, outcome: 'Connected', queue: 'Support' });
    // It was handed to Léa, who hadn't answered when it ended.
    expect(group.participations.map(({ agent, ending }) => [agent, ending])).toEqual([
      ['lea@x.example', 'withdrawn'],
      ['hugo@x.example', 'transferred'],
    ]);
    expect(await read('withheld')).toMatchObject({ customer: { withheld: true }, nonCustomer: null });
    expect(await read('internal')).toMatchObject({ nonCustomer: { kind: 'internal' } });
    expect(await read('unknownAgent')).toMatchObject({ ledger: { state: 'needs_administrator' } });
    expect(await read('email')).toMatchObject({ channel: 'email', subject: 'Order 4711' });
    expect(await read('participants')).toMatchObject({
      participants: [
        { role: 'from', email: 'customer@company.example', name: 'Chris Customer' },
        { role: 'to', email: 'lea@x.example' },
        { role: 'cc', email: 'colleague@company.example', name: 'Colin Colleague' },
      ],
    });
    expect(group.participants).toMatchObject([
      { number: '+33353013600', isCustomer: true },
      { number: '+33353013601', name: 'Dana', isCustomer: false },
    ]);
  });

  it('of the README is taken whole', async () => {
    const [, section = ''] = /## Reporting interactions\n([\s\S]*?)\n## /.exec(readFileSync('README.md', 'utf8')) ?? [];
    const [, base = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
    const common = z.record(z.string(), z.unknown()).parse(JSON.parse(base));
    const rows = [...section.matchAll(/^\| (?:`(\w+)`)? *\|[^|]*\| `(.*)` \|$/gm)].map(([, type, fields = '']) => ({
      type,
      fields: z.record(z.string(), z.unknown()).parse(JSON.parse(`{${fields}}`)),
    }));
    expect(rows.map(({ type = '' }) => type)).toEqual([
      'presented',
      '',
      'accepted',
      'withdrawn',
      'transferred',
      'missed',
      'ended',
      'described',
    ]);
    for (const [index, { type = 'presented', fields }] of rows.entries()) {
      const at = new Date(Date.parse('2026-11-30T09:00:00Z') + index * 1000).toISOString();
      const { status, answer } = await post({ ...common, ...fields, type, at });
      expect({ type, status, ...answer }).toMatchObject({ type, status: 202, ignored: [], unknownAgents: [] });
    }
  });
});
