import { z } from 'zod';
import type { OwnersCapability } from '../provider';
import type { CrmClient } from './client';
import { ownerSchema, toOwner } from './mappers';

/** https://developers.hubspot.com/docs/api-reference/latest/crm/owners/guide */
export function createOwners(client: CrmClient): OwnersCapability {
  return {
    async findByEmail(access, email) {
      const wanted = email.trim().toLowerCase();
      if (wanted === '') return null;
      const spec = { operation: 'hubspot owners.findByEmail', isRead: true };
      const { results } = await client.call(access, spec, z.object({ results: z.array(ownerSchema) }), (sdk) =>
        sdk.owners().getPage(wanted, undefined, 100, false),
      );
      const owner = results.find((candidate) => candidate.email?.toLowerCase() === wanted);
      return owner ? toOwner(owner, wanted) : null;
    },
  };
}
