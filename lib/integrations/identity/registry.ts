import {
  IDENTITY_PROVIDER_IDS,
  type IdentityContext,
  type IdentityProvider,
  type IdentityProviderId,
} from './contract';
import { createOidc } from './oidc';

/** One line a kind of provider. */
const FACTORIES: Record<IdentityProviderId, (context: IdentityContext) => IdentityProvider> = {
  oidc: createOidc,
};

export interface IdentityProviders {
  get(id: IdentityProviderId): IdentityProvider;
}

/** The instances of one deployment, made once: they keep what issuers publish for a few minutes. */
export function createIdentityProviders(context: IdentityContext): IdentityProviders {
  const made = new Map(IDENTITY_PROVIDER_IDS.map((id) => [id, FACTORIES[id](context)]));
  return {
    get(id) {
      const provider = made.get(id);
      if (!provider) throw new Error(`The registry has no identity provider ${id}.`);
      return provider;
    },
  };
}
