import { ProviderError } from '../../provider-error';
import type { PreviewCapability, PreviewedRequest } from '../contract/preview';
import type { ProviderContext } from '../contract/provider';
import { toWire, type CrmClient } from './client';
import { createRecords } from './records';
import { createSdk } from './sdk';

/** Runs the calls themselves over a client that records each request instead of sending it. */
export function createPreview(context: ProviderContext): PreviewCapability {
  function recorder(account: { id: string; uiDomain: string }) {
    const requests: PreviewedRequest[] = [];
    const records = createRecords(context, recordingClient(context.apiUrl, requests));
    const access = { accessToken: '', account };
    /** The missing answer ends a call, after its request was recorded. */
    const record = async (call: () => Promise<unknown>): Promise<void> => {
      const before = requests.length;
      await call().catch((error: unknown) => {
        if (requests.length === before) throw error;
      });
    };
    return { requests, records, access, record };
  }

  return {
    async search(account, query) {
      const { requests, records, access, record } = recorder(account);
      await record(() => records.search(access, query));
      return requests;
    },

    async write(account, { record: written, links }) {
      const { requests, records, access, record } = recorder(account);
      const from =
        written.kind === 'update' ? written.target : { objectApiName: written.objectApiName, id: NOT_WRITTEN_YET };
      await record(() =>
        written.kind === 'update'
          ? records.update(access, written.target, written.values)
          : records.upsertByKey(access, written),
      );
      for (const to of links) await record(() => records.associate(access, { from, to }));
      return requests.map((request) => ({ ...request, path: request.path.replace(`/${NOT_WRITTEN_YET}/`, '/{id}/') }));
    },
  };
}

/** HubSpot's ids begin at 1. */
const NOT_WRITTEN_YET = '0';

function recordingClient(apiUrl: string, requests: PreviewedRequest[]): CrmClient {
  return {
    async call(access, spec, schema, ask) {
      const sdk = createSdk(apiUrl, access.accessToken, async (request) => {
        const { method, path, body = null } = toWire(spec, request);
        requests.push({ method, path, body });
        throw notSent(spec);
      });
      await ask(sdk).catch(() => undefined);
      // Of several searches, each is asked for.
      const nothing = schema.safeParse({ total: 0, results: [] });
      if (nothing.success) return nothing.data;
      throw notSent(spec);
    },

    get: async (_access, spec) => {
      throw notSent(spec);
    },
  };
}

function notSent({ operation }: { operation: string }): ProviderError {
  return new ProviderError('invalid_response', { operation, code: 'ONLY_RECORDED' });
}
