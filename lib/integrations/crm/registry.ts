import { createHubspot } from './hubspot';
import {
  PROVIDER_IDS,
  type Provider,
  type ProviderContext,
  type ProviderFactory,
  type ProviderId,
} from './contract/provider';

/** One line per provider. */
const FACTORIES: Record<ProviderId, ProviderFactory> = {
  hubspot: createHubspot,
};

export interface Providers {
  /** Throws for an id that is not in the registry: ids come from our own schemas, never from input. */
  get(id: string): Provider;
}

/** The provider instances of one deployment, created once, because they hold the rate limits per account. */
export function createProviders(contexts: Record<ProviderId, ProviderContext>): Providers {
  const made = new Map<string, Provider>(PROVIDER_IDS.map((id) => [id, FACTORIES[id](contexts[id])]));
  return {
    get(id) {
      const provider = made.get(id);
      if (!provider) throw new Error(`The registry has no provider ${id}.`);
      return provider;
    },
  };
}
