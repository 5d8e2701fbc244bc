import { createDispatcher } from '../../http';
import type { ProviderFactory } from '../contract/provider';
import { createCrmClient } from './client';
import { createAuth } from './oauth';
import { createOwners } from './owners';
import { createPreview } from './preview';
import { createRecords } from './records';
import { createSchema } from './schema';

/** HubSpot. Use one instance per process, because it holds the process's limits per portal. */
export const createHubspot: ProviderFactory = (context) => {
  const dispatch = createDispatcher(context);
  const client = createCrmClient(context, dispatch);
  return {
    id: 'hubspot',
    auth: createAuth(context, dispatch),
    records: createRecords(context, client),
    schema: createSchema(client),
    owners: createOwners(client),
    preview: createPreview(context),
  };
};
