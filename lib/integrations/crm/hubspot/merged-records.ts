import { z } from 'zod';
import type { RecordRef } from '@/lib/domain/crm/records';
import { ProviderError } from '../../provider-error';
import type { ProviderAccess } from '../contract/access';
import { objectName, type CrmClient } from './client';
import { recordSchema } from './mappers';
import { toSdkSearch } from './sdk';
import { contains } from './search-filters';

const OPERATION = 'hubspot records.findMerged';
const MERGED_IDS = 'hs_merged_object_ids';
const pageSchema = z.object({ results: z.array(recordSchema) });

/**
 * The record that a merged one became part of. HubSpot doesn't document whether the old id answers with the record that is
 * left; where it doesn't, that record still lists the ids it was made of.
 */
export async function findMerged(
  client: CrmClient,
  access: ProviderAccess,
  { objectApiName, id }: RecordRef,
): Promise<{ id: string } | null> {
  try {
    const { results } = await client.call(
      access,
      { operation: OPERATION, isRead: true, callClass: 'search' },
      pageSchema,
      (sdk) =>
        sdk.search().doSearch(
          objectName(objectApiName, OPERATION),
          toSdkSearch({
            filterGroups: [{ filters: [contains(MERGED_IDS, id)] }],
            properties: [MERGED_IDS],
            limit: 10,
          }),
        ),
    );
    return results.find(({ properties }) => properties[MERGED_IDS]?.split(';').includes(id)) ?? null;
  } catch (error) {
    // Objects without this property can't be merged.
    if (error instanceof ProviderError && error.kind === 'invalid_request') return null;
    throw error;
  }
}
