import { z } from 'zod';

/**
 * The settings of a HubSpot authentication method. Messages are keys of `validation`. HubSpot's app page shows all
 * three below "Auth": https://developers.hubspot.com/docs/apps/legacy-apps/public-apps/overview
 */
export const hubspotSettingsSchema = z.strictObject({
  /** The article's "Environment": HubSpot's numeric App ID. */
  environment: z
    .string()
    .trim()
    .min(1, 'required')
    .regex(/^[1-9]\d{0,11}$/, 'hubspot_app_id'),
  /** HubSpot's client ids are UUIDs. */
  clientId: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'required')
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'hubspot_client_id'),
});

/** Its format isn't documented, so this only rejects whitespace and control characters. */
export const hubspotSecretSchema = z
  .string()
  .trim()
  .min(1, 'required')
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'hubspot_client_secret');

const scopeSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,99}$/i, 'hubspot_scope');

/** HubSpot rejects any set but the app's, so each scope must be in exactly one of the two lists. */
export const hubspotScopesSchema = z
  .strictObject({
    requiredScopes: z.array(scopeSchema).max(100),
    optionalScopes: z.array(scopeSchema).max(100),
  })
  .superRefine(({ requiredScopes, optionalScopes }, context) => {
    if (!requiredScopes.includes('oauth')) {
      context.addIssue({ code: 'custom', path: ['requiredScopes'], message: 'hubspot_scope_oauth' });
    }
    // Report the error at the second of the two.
    const refuse = (list: string) => context.addIssue({ code: 'custom', path: [list], message: 'hubspot_scope_twice' });
    if (repeats(requiredScopes)) refuse('requiredScopes');
    if (repeats(optionalScopes) || optionalScopes.some((scope) => requiredScopes.includes(scope)))
      refuse('optionalScopes');
  });

function repeats(scopes: readonly string[]): boolean {
  return new Set(scopes).size !== scopes.length;
}
