import type { Provider, ProviderContext, ProviderFactory, ProviderId } from './provider';

/** One line a provider. */
const FACTORIES: Partial<Record<ProviderId, ProviderFactory>> = {};

export interface Providers {
  /** Throws for an id that is not in the registry: ids come from our own schemas, never from outside. */
  get(id: string): Provider;
}

/** The instances of one deployment. */
export function createProviders(contexts: Record<ProviderId, ProviderContext>): Providers {
  const made = new Map<string, Provider>();
  for (const [id, factory] of Object.entries(FACTORIES)) made.set(id, factory(contexts[asProviderId(id)]));
  return {
    get(id) {
      const provider = made.get(id);
      if (!provider) throw new Error(`The registry has no provider ${id}.`);
      return provider;
    },
  };
}

/** The keys of FACTORIES are provider ids by its type. */
function asProviderId(id: string): ProviderId {
  return id as ProviderId;
}
