import { createDispatcher } from '../../http';
import type { ProviderFactory } from '../contract/provider';
import { createCrmClient } from './client';
import { createAuth } from './oauth';
import { createOwners } from './owners';
import { createRecords } from './records';
import { createSchema } from './schema';

/** HubSpot. One instance per process is meant: it carries the portal limits of that process. */
export const createHubspot: ProviderFactory = (context) => {
  const dispatch = createDispatcher(context);
  const client = createCrmClient(context, dispatch);
  return {
    id: 'hubspot',
    auth: createAuth(context, dispatch),
    records: createRecords(context, client),
    schema: createSchema(client),
    owners: createOwners(client),
  };
};
