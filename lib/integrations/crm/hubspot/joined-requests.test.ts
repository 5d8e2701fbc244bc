import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { providerErrorOf } from '@/tests/support/caught';
import { inTurn, json, startFaultyServer, type FaultyAnswer, type FaultyServer } from '@/tests/support/faulty-server';
import { providerContext } from '@/tests/support/provider-context';
import type { ProviderAccess } from '../contract/access';
import type { RecordsCapability } from '../contract/records';
import { createHubspot } from './index';

let server: FaultyServer;
let records: RecordsCapability;
beforeEach(async () => {
  server = await startFaultyServer(answerAsHubspot());
  records = createHubspot(providerContext(server.url)).records;
});
afterEach(() => server.close());

const access: ProviderAccess = {
  accessToken: 'token',
  account: { id: '146201877', uiDomain: 'app-eu1.hubspot.com' },
  priority: 'background',
};
const KEY = 'maker_interaction_id';
const inputSchema = z.object({
  id: z.string(),
  idProperty: z.string().optional(),
  properties: z.record(z.string(), z.string()).default({}),
  objectWriteTraceId: z.string().optional(),
});
const pairSchema = z.object({ from: z.object({ id: z.string() }), to: z.object({ id: z.string() }) });

const recordOf = (id: string, properties: Record<string, string> = {}) => ({
  id,
  properties: { hs_object_id: id, ...properties },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-11-20T08:00:00Z',
  archived: false,
});
const refusal = {
  status: 'error',
  category: 'VALIDATION_ERROR',
  message: 'Property values were not valid',
  errors: [{ message: 'no such option', code: 'INVALID_OPTION', context: { propertyName: ['status'] } }],
};

/** Refuses records whose status is "bad", and links from record 666, as HubSpot does: with the whole batch, or alone if traced. */
function answerAsHubspot({ isTracing = true } = {}): FaultyAnswer {
  return (request, ...rest) => {
    const answer = (status: number, body: unknown) => json(status, body)(request, ...rest);
    const batch = (results: unknown[], errors: unknown[] = []) =>
      answer(errors.length > 0 ? 207 : 200, {
        status: 'COMPLETE',
        startedAt: '2026-11-23T10:00:00Z',
        completedAt: '2026-11-23T10:00:00Z',
        results,
        ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
      });
    if (request.method === 'PUT') return request.url.includes('/666/') ? answer(400, refusal) : batch([]);
    const { inputs } = z.object({ inputs: z.array(z.unknown()) }).parse(JSON.parse(request.body));
    if (request.url.endsWith('/batch/associate/default')) {
      const pairs = z.array(pairSchema).parse(inputs);
      return pairs.some(({ from }) => from.id === '666')
        ? answer(400, refusal)
        : batch(
            pairs.flatMap(({ from, to }) => [
              { from, to, associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 194 } },
              {
                from: to,
                to: from,
                associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 193 },
              },
            ]),
          );
    }
    const parsed = z.array(inputSchema).parse(inputs);
    if (request.url.endsWith('/batch/read'))
      return batch(parsed.filter(({ id }) => id !== '404').map(({ id }) => recordOf(id)));
    const isBad = ({ properties }: (typeof parsed)[number]) => properties['status'] === 'bad';
    const bad = parsed.filter(isBad);
    if (bad.some(({ objectWriteTraceId }) => !isTracing || objectWriteTraceId === undefined))
      return answer(400, refusal);
    // In another order than asked for.
    const written = parsed.filter((one) => !isBad(one)).reverse();
    return batch(
      written.map(({ id, properties, objectWriteTraceId }) => ({
        ...recordOf(`7${id}`, { ...properties, [KEY]: id }),
        new: true,
        ...(isTracing && objectWriteTraceId ? { objectWriteTraceId } : {}),
      })),
      bad.map(() => refusal),
    );
  };
}

const upsert = (value: string, values: Record<string, string> = {}, how: Partial<ProviderAccess> = {}) =>
  records.upsertByKey({ ...access, ...how }, { objectApiName: 'calls', key: { property: KEY, value }, values });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
const sent = () =>
  server.seen.map(({ body }) => z.object({ inputs: z.array(inputSchema) }).parse(JSON.parse(body)).inputs.length);

describe('background writes', () => {
  it('that wait for their turn go together, and each has its own answer', async () => {
    const answers = await Promise.all(numbers(250).map((id) => upsert(id, { status: id })));
    expect(answers.map(({ record }) => record.id)).toEqual(numbers(250).map((id) => `7${id}`));
    expect(answers.map(({ record }) => record.values['status'])).toEqual(numbers(250));
    expect(sent()).toEqual([100, 100, 50]);
  });

  it('go alone when nobody else waits, and then without a trace', async () => {
    await upsert('1');
    await upsert('2');
    expect(sent()).toEqual([1, 1]);
    expect(server.seen[0]?.body).not.toContain('objectWriteTraceId');
  });

  it.each([{ isTracing: true }, { isTracing: false }])(
    'that HubSpot refuses cost their company nothing ($isTracing)',
    async (how) => {
      server.answerWith(answerAsHubspot(how));
      const answers = await Promise.allSettled(
        numbers(60).map((id) => upsert(id, { status: id === '17' || id === '42' ? 'bad' : 'ok' })),
      );
      const refused = answers.flatMap((answer, index) =>
        answer.status === 'rejected' ? [[index + 1, answer.reason]] : [],
      );
      expect(refused).toEqual(
        [17, 42].map((id) => [
          id,
          expect.objectContaining({
            kind: 'invalid_request',
            fields: [expect.objectContaining({ apiName: 'status' })],
          }),
        ]),
      );
    },
  );

  it('share what is nobody’s fault, without asking again', async () => {
    server.answerWith(json(503, { message: 'down' }));
    const errors = await Promise.all(numbers(30).map((id) => providerErrorOf(upsert(id))));
    expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
    expect(sent()).toEqual([30]);
  });

  it('to one record never go together', async () => {
    await Promise.all([upsert('1', { status: 'first' }), upsert('1', { status: 'second' }), upsert('2')]);
    expect(sent()).toEqual([1, 2]);
  });

  it('of different accounts, objects or tokens never go together', async () => {
    const other = { account: { id: '99', uiDomain: 'app.hubspot.com' } };
    await Promise.all([upsert('1'), upsert('2', {}, other), upsert('3', {}, { accessToken: 'another' })]);
    expect(sent()).toEqual([1, 1, 1]);
  });

  it('that somebody waits for go alone', async () => {
    await Promise.all(numbers(3).map((id) => upsert(id, {}, { priority: 'interactive' })));
    expect(sent()).toEqual([1, 1, 1]);
  });

  it('begin anew after a failure', async () => {
    server.answerWith(inTurn(json(500, {}), answerAsHubspot()));
    await providerErrorOf(upsert('1'));
    expect((await upsert('1')).record.id).toBe('71');
  });
});

describe('background reads', () => {
  it('go together, and a record that is gone is missing for its reader alone', async () => {
    const read = (id: string) => records.get(access, { objectApiName: 'calls', id }, ['hs_call_title']);
    const answers = await Promise.allSettled(['1', '404', '3'].map(read));
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.id : answer.reason.kind))).toEqual([
      '1',
      'not_found',
      '3',
    ]);
    expect(sent()).toEqual([3, 1]);
  });

  it('of one record by two readers both succeed', async () => {
    const read = () => records.get(access, { objectApiName: 'calls', id: '1' }, ['hs_call_title']);
    expect((await Promise.all([read(), read()])).map(({ id }) => id)).toEqual(['1', '1']);
  });
});

describe('background links', () => {
  const link = (from: string, to: string) =>
    records.associate(access, {
      from: { objectApiName: 'calls', id: from },
      to: { objectApiName: 'contacts', id: to },
    });

  it('of the same two objects go in one request', async () => {
    await Promise.all(numbers(40).map((id) => link(id, '5')));
    expect(server.seen.map(({ method, url }) => [method, url])).toEqual([
      ['POST', '/crm/associations/2026-09/calls/contacts/batch/associate/default'],
    ]);
  });

  it('that HubSpot refuses cost their company nothing', async () => {
    const answers = await Promise.allSettled(['1', '2', '666', '4', '5'].map((id) => link(id, '5')));
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
