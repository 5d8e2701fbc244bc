import { z } from 'zod';
import { findKnownObject } from '../contract/manifest';
import { ProviderError } from '../../provider-error';
import type { ProviderAccess } from '../contract/access';
import { objectName, type CrmClient } from './client';
import { hubspotManifest } from './manifest';

/** The numeric type of an object in HubSpot's URLs. Null for the name of a custom object. */
export function knownTypeId(objectApiName: string): string | null {
  if (TYPE_ID.test(objectApiName)) return objectApiName;
  return findKnownObject(hubspotManifest, objectApiName)?.typeId ?? null;
}

/** Only the account knows the type of a custom object given by name, so ask once per process and cache it. */
export function createTypeIds(client: CrmClient): (access: ProviderAccess, objectApiName: string) => Promise<string> {
  const asked = new Map<string, string>();
  return async (access, objectApiName) => {
    const known = knownTypeId(objectApiName) ?? asked.get(`${access.account.id} ${objectApiName}`);
    if (known !== undefined) return known;
    try {
      const { objectTypeId } = await client.call(access, SPEC, schema, (sdk) =>
        sdk.schemas().getById(objectName(objectApiName, SPEC.operation)),
      );
      asked.set(`${access.account.id} ${objectApiName}`, objectTypeId);
      return objectTypeId;
    } catch (error) {
      // Return the record even without a valid link.
      if (error instanceof ProviderError) return objectApiName;
      throw error;
    }
  };
}

const TYPE_ID = /^\d{1,4}-\d{1,15}$/;
const SPEC = { operation: 'hubspot records.typeId', isRead: true };
const schema = z.object({ objectTypeId: z.string().regex(TYPE_ID) });
