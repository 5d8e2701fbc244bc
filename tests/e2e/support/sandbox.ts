import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sandboxUrl } from './target';

const entrySchema = z.object({ seq: z.number(), type: z.string(), portalId: z.number().nullable(), data: z.unknown() });
const ledgerSchema = z.object({ total: z.number(), entries: z.array(entrySchema) });
const consentSchema = z.object({ location: z.string() });
const appSchema = z.object({ appId: z.number(), clientId: z.string(), clientSecret: z.string() });
const tokenSchema = z.object({ accessToken: z.string() });

/** Fields as in the README of the sandbox; `times` is 1 unless said. */
export interface Fault {
  path: string;
  method?: string;
  times?: number;
  status?: number;
  delayMs?: number;
  reset?: 'before' | 'after';
  json?: unknown;
  html?: string;
  when?: 'before' | 'after';
}

/** Longer than HubSpot's window of ten seconds. */
const MOST_TRIES = 60;

/** HubSpot as the tests drive it, over its control API. Its address is asked for at each call. */
export function sandboxAt(address: string | (() => string)) {
  const at = (path: string) => new URL(path, typeof address === 'string' ? address : address());
  const control = (path: string, body: unknown = {}, method = 'POST'): Promise<unknown> => {
    const init =
      method === 'POST'
        ? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : { method };
    return fetch(at(`/__sandbox/${path}`), init).then((response) => read(response, path));
  };
  return {
    /** Back to the seed: apps, tokens, records, clock and faults. Whatever the Maker had activated is revoked by it. */
    reset: () => control('reset'),
    /** The next matching requests to HubSpot fail in this way. */
    fault: (fault: Fault) => control('faults', fault),
    endFaults: () => control('faults', undefined, 'DELETE'),
    settings: (values: Record<string, string | number | boolean>) => control('settings', values),
    /** A developer's app, without the walk through the developer pages. */
    createApp: async (app: { name?: string; redirectUrls: string[]; scopes?: string[]; optionalScopes?: string[] }) =>
      appSchema.parse(await control('apps', app)),
    /** Somebody who can sign in to HubSpot. */
    addPerson: (email: string, portalId: number) => control('people', { email, memberships: [{ portalId }] }),
    /** What a person does on HubSpot's consent pages; where it sends the browser back to. */
    consent: async (consent: { url: string; email: string; portalId?: number; decision?: 'connect' | 'cancel' }) =>
      consentSchema.parse(await control('consent', consent)).location,
    advanceClock: (advanceSeconds: number) => control('clock', { advanceSeconds }),
    /** Every effect on records, in order. */
    ledger: async () => ledgerSchema.parse(await control('ledger?type=crm', undefined, 'GET')),

    /** Reads or writes as another app would: to look at what the Maker left in HubSpot. */
    async api(path: string, init: { method?: string; body?: unknown; portalId?: number } = {}): Promise<unknown> {
      const { accessToken } = tokenSchema.parse(
        await control('tokens', init.portalId === undefined ? {} : { portalId: init.portalId }),
      );
      // It counts against the account's limits, beside what the product sends, and waits for its turn.
      for (let tries = 1; ; tries += 1) {
        const response = await fetch(at(path), {
          method: init.method ?? 'GET',
          headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
          ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
        });
        if (response.status !== 429 || tries === MOST_TRIES) return read(response, path);
        await sleep(500);
      }
    },
  };
}

const linkedSchema = z.object({ results: z.array(z.object({ id: z.string() })) });
const callSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  associations: z.object({ contacts: linkedSchema.optional(), tickets: linkedSchema.optional() }).optional(),
});

/** The calls that stand in HubSpot, newest first, with the contacts and tickets they are linked with. */
export async function callsOf(hubspot: ReturnType<typeof sandboxAt>) {
  const properties =
    'hs_call_title,hs_call_status,hs_call_direction,hs_call_duration,hs_call_from_number,hs_call_to_number,hs_timestamp,hs_call_disposition';
  const calls: z.infer<typeof callSchema>[] = [];
  for (let after: string | undefined = '0'; after !== undefined;) {
    const page = pageSchema.parse(
      await hubspot.api(
        `/crm/v3/objects/calls?limit=100&after=${after}&properties=${properties}&associations=contacts,tickets`,
      ),
    );
    calls.push(...page.results);
    after = page.paging?.next?.after;
  }
  const ids = (linked: z.infer<typeof linkedSchema> | undefined) => [...new Set(linked?.results.map(({ id }) => id))];
  return calls
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ id, properties: values, associations }) => ({
      id,
      properties: values,
      contacts: ids(associations?.contacts),
      tickets: ids(associations?.tickets),
    }));
}
const pageSchema = z.object({
  results: z.array(callSchema),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

/** That of the product which all flows of a worker share. */
export const sandbox = sandboxAt(sandboxUrl);

async function read(response: Response, path: string): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}: ${text.slice(0, 500)}`);
  return text === '' ? null : JSON.parse(text);
}
