import type { z } from 'zod';
import { authMethodEditSchema, authMethodInputSchema } from '@/lib/domain/connection/auth-method';
import { hubspotManifest } from './hubspot/manifest';
import { hubspotScopesSchema, hubspotSecretSchema, hubspotSettingsSchema } from './hubspot/settings';
import { PROVIDER_IDS, type ProviderId } from './contract/provider';
import type { ProviderManifest } from './contract/manifest';

/** Browser-safe: all providers' manifests, in display order. */
export const providerManifests: Record<ProviderId, ProviderManifest> = {
  hubspot: hubspotManifest,
};

export interface ProviderSchemas {
  settings: z.ZodType<{ environment: string; clientId: string }>;
  clientSecret: z.ZodType<string>;
  scopes: z.ZodType<{ requiredScopes: string[]; optionalScopes: string[] }>;
}

/** Browser-safe: the settings schema of each provider's authentication methods. */
export const providerSchemas: Record<ProviderId, ProviderSchemas> = {
  hubspot: { settings: hubspotSettingsSchema, clientSecret: hubspotSecretSchema, scopes: hubspotScopesSchema },
};

export function isProviderId(value: string): value is ProviderId {
  return PROVIDER_IDS.some((id) => id === value);
}

interface MethodFields {
  environment: string;
  clientId: string;
  clientSecret?: string | undefined;
  requiredScopes: string[];
  optionalScopes: string[];
}

/** The provider's validation errors for a method, as issues of the form's fields. */
function checkWithProvider(provider: ProviderId, method: MethodFields, context: z.RefinementCtx): void {
  const schemas = providerSchemas[provider];
  const { environment, clientId, clientSecret, requiredScopes, optionalScopes } = method;
  const results = [
    { at: [], result: schemas.settings.safeParse({ environment, clientId }) },
    { at: [], result: schemas.scopes.safeParse({ requiredScopes, optionalScopes }) },
    ...(clientSecret ? [{ at: ['clientSecret'], result: schemas.clientSecret.safeParse(clientSecret) }] : []),
  ];
  for (const { at, result } of results) {
    for (const issue of result.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...at, ...issue.path], message: issue.message });
  }
}

/** Browser-safe: the schema to create an authentication method, for the form, the route and the OpenAPI document. */
export const authMethodCreateSchema = authMethodInputSchema.superRefine((method, context) => {
  if (!method.clientSecret) context.addIssue({ code: 'custom', path: ['clientSecret'], message: 'required' });
  checkWithProvider(method.provider, method, context);
});

/** Browser-safe: the schema to edit a method of this provider. An empty secret keeps the stored one. */
export function authMethodEditSchemaOf(provider: ProviderId) {
  return authMethodEditSchema.superRefine((method, context) => checkWithProvider(provider, method, context));
}
