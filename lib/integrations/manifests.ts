import type { z } from 'zod';
import { hubspotManifest } from './hubspot/manifest';
import { hubspotScopesSchema, hubspotSecretSchema, hubspotSettingsSchema } from './hubspot/settings';
import { PROVIDER_IDS, type ProviderId } from './provider';
import type { ProviderManifest } from './provider-manifest';

/** Browser-safe: every provider's manifest, in the order in which they are offered. */
export const providerManifests: Record<ProviderId, ProviderManifest> = {
  hubspot: hubspotManifest,
};

export interface ProviderSchemas {
  settings: z.ZodType<{ environment: string; clientId: string }>;
  clientSecret: z.ZodType<string>;
  scopes: z.ZodType<{ requiredScopes: string[]; optionalScopes: string[] }>;
}

/** Browser-safe: what an authentication method of each provider must look like. */
export const providerSchemas: Record<ProviderId, ProviderSchemas> = {
  hubspot: { settings: hubspotSettingsSchema, clientSecret: hubspotSecretSchema, scopes: hubspotScopesSchema },
};

export function isProviderId(value: string): value is ProviderId {
  return PROVIDER_IDS.some((id) => id === value);
}
