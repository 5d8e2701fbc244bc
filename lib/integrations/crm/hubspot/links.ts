import { z } from 'zod';
import type { RecordRef } from '@/lib/domain/crm/records';
import type { ProviderAccess } from '../contract/access';
import type { LinkState, RecordsCapability } from '../contract/records';
import { objectName, recordId, type CrmClient } from './client';
import { batchItemError, batchErrorsSchema } from './errors';
import { createJoin } from './joined-requests';

/** Links between records. https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide */
export function createLinks(client: CrmClient): Links {
  const join = createJoin<Pair, Pair>(({ _from, to }) => `${_from.id} ${to.id}`);
  const links: Links = {
    async linkedIds(access, from, objectApiName, operation) {
      const page = await client.call(access, { operation, isRead: true }, linksSchema, (sdk) =>
        sdk
          .associations()
          .getPage(
            objectName(from.objectApiName, operation),
            recordId(from.id, operation),
            objectName(objectApiName, operation),
            undefined,
            MAX_LINKS,
          ),
      );
      return page.results.map((link) => link.toObjectId);
    },

    async readLink(access, { from, to }) {
      const operation = 'hubspot records.readLink';
      let after: string | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const at = after;
        const answer = await client.call(access, { operation, isRead: true }, linksSchema, (sdk) =>
          sdk
            .associations()
            .getPage(
              objectName(from.objectApiName, operation),
              recordId(from.id, operation),
              objectName(to.objectApiName, operation),
              at,
              PAGE_SIZE,
            ),
        );
        const link = answer.results.find(({ toObjectId }) => toObjectId === to.id);
        if (link) return stateOf(link);
        after = answer.paging?.next?.after;
        if (after === undefined) return 'none';
      }
      // With too many links to check, assume it isn't ours to remove.
      return 'labelled';
    },

    // One call writes both directions.
    async associate(access, { from, to }) {
      const operation = 'hubspot records.associate';
      const fromType = objectName(from.objectApiName, operation);
      const toType = objectName(to.objectApiName, operation);
      const pair = { _from: { id: recordId(from.id, operation) }, to: { id: recordId(to.id, operation) } };
      await join(access, [fromType, toType], pair, async (take) => {
        let pairs: readonly Pair[] = [];
        const answer = await client.call(access, { operation, isRead: false }, associationSchema, (sdk) => {
          pairs = take();
          const [only] = pairs;
          return only && pairs.length === 1
            ? sdk.associations().createDefault(fromType, only._from.id, toType, only.to.id)
            : sdk.associationBatches().createDefault(fromType, toType, { inputs: [...pairs] });
        });
        if (pairs.length > 1) return pairs.map((wanted) => answer.results.find((result) => isSamePair(result, wanted)));
        const failure = answer.errors?.[0];
        if (failure) throw batchItemError(operation, failure, [access.accessToken]);
        return [pair];
      });
    },

    // HubSpot removes all links between the two records, so keep labelled ones.
    async dissociate(access, association) {
      const operation = 'hubspot records.dissociate';
      const state = await links.readLink(access, association);
      if (state !== 'plain') return state;
      const { from, to } = association;
      await client.call(access, { operation, isRead: false }, z.undefined(), (sdk) =>
        sdk
          .associations()
          .archive(
            objectName(from.objectApiName, operation),
            recordId(from.id, operation),
            objectName(to.objectApiName, operation),
            recordId(to.id, operation),
          ),
      );
      return 'none';
    },
  };
  return links;
}

export interface Links extends Pick<RecordsCapability, 'readLink' | 'associate' | 'dissociate'> {
  /** The first links of a record with records of another object. */
  linkedIds(access: ProviderAccess, from: RecordRef, objectApiName: string, operation: string): Promise<string[]>;
}

const MAX_LINKS = 200;
const PAGE_SIZE = 500;
const MAX_PAGES = 20;

const linkTypeSchema = z.object({ category: z.string(), label: z.string().nullish() });
const linkSchema = z.object({
  toObjectId: z.union([z.string(), z.number()]).transform(String),
  associationTypes: z.array(linkTypeSchema).default([]),
});
const linksSchema = z.object({
  results: z.array(linkSchema),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).nullish(),
});
/** As the SDK spells it. */
const pairSchema = z.object({ _from: z.object({ id: z.string() }), to: z.object({ id: z.string() }) });
type Pair = z.infer<typeof pairSchema>;
const associationSchema = z.object({ results: z.array(pairSchema).default([]), errors: batchErrorsSchema });

const isSamePair = (one: Pair, other: Pair) => one._from.id === other._from.id && one.to.id === other.to.id;

/**
 * HubSpot marks the first company as primary automatically. Other labels were set by someone for a reason we don't
 * know.
 */
function stateOf({ associationTypes }: z.infer<typeof linkSchema>): LinkState {
  return associationTypes.some(({ category }) => category !== 'HUBSPOT_DEFINED') ? 'labelled' : 'plain';
}
