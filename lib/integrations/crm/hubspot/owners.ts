import { z } from 'zod';
import { canonicalEmail, dropOuterBlanks } from '@/lib/domain/base/canonical-email';
import type { OwnersCapability, ProviderOwner } from '../contract/owners';
import type { CrmClient } from './client';
import { ownerSchema, toOwner } from './mappers';

/** https://developers.hubspot.com/docs/api-reference/latest/crm/owners/guide */
export function createOwners(client: CrmClient): OwnersCapability {
  return {
    async findByEmail(access, email) {
      const wanted = canonicalEmail(dropOuterBlanks(email));
      if (wanted === null) return null;
      const spec = { operation: 'hubspot owners.findByEmail', isRead: true };
      const { results } = await client.call(access, spec, pageSchema, (sdk) =>
        sdk.owners().getPage(wanted, undefined, PAGE_SIZE, false),
      );
      const owner = results.find((candidate) => canonicalEmail(candidate.email ?? '') === wanted);
      return owner ? toOwner(owner) : null;
    },

    async list(access) {
      const spec = { operation: 'hubspot owners.list', isRead: true };
      const found: ProviderOwner[] = [];
      let after: string | undefined;
      for (let pages = 0; pages < MAX_PAGES; pages++) {
        const page = await client.call(access, spec, pageSchema, (sdk) =>
          sdk.owners().getPage(undefined, after, PAGE_SIZE, false),
        );
        found.push(...page.results.map(toOwner));
        after = page.paging?.next?.after;
        if (after === undefined) break;
      }
      return found;
    },
  };
}

const PAGE_SIZE = 100;
const MAX_PAGES = 5;

const pageSchema = z.object({
  results: z.array(ownerSchema),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
