import type { HttpContext } from '../../http';
import type { AuthCapability } from './auth';
import type { OwnersCapability } from './owners';
import type { PreviewCapability } from './preview';
import type { RecordsCapability } from './records';
import type { SchemaCapability } from './schema';
import type { SharedPlaces } from './shared-places';

/**
 * What the product asks of a CRM provider, by capability. Defined by what a contact centre needs, not by what one
 * vendor offers. Every operation returns these types or throws a `ProviderError`.
 *
 * A `ProviderFactory` creates a provider from a `ProviderContext`. It keeps no state outside the instance, so instances
 * of two deployments can run in one process. Tokens and client credentials are arguments of each call and are never
 * stored.
 */
export interface Provider extends Readonly<Partial<OptionalCapabilities>> {
  readonly id: ProviderId;
  readonly auth: AuthCapability;
  readonly records: RecordsCapability;
}

export const PROVIDER_IDS = ['hubspot'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

export type ProviderFactory = (context: ProviderContext) => Provider;

/** Injected dependencies. */
export interface ProviderContext extends HttpContext {
  /** Origin of the provider's own pages: consent, records. */
  appUrl: string;
  now: () => Date;
  /** Where other processes use up the same limits. */
  sharedPlaces?: SharedPlaces;
}

export interface OptionalCapabilities {
  schema: SchemaCapability;
  owners: OwnersCapability;
  preview: PreviewCapability;
}

export type CapabilityLookup<K extends keyof OptionalCapabilities> =
  | { supported: true; capability: OptionalCapabilities[K] }
  | { supported: false; providerId: ProviderId; name: K };

/** An unsupported capability is a result that the caller must handle, not an exception. */
export function capabilityOf<K extends keyof OptionalCapabilities>(provider: Provider, name: K): CapabilityLookup<K> {
  const declared: Readonly<Partial<OptionalCapabilities>> = provider;
  const capability: Partial<OptionalCapabilities>[K] = declared[name];
  return capability ? { supported: true, capability } : { supported: false, providerId: provider.id, name };
}
