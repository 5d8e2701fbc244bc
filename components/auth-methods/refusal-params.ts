/** Parameters for the messages about a failed activation. */
export function refusalParams(about: {
  environment: string;
  appId: string | null;
  missingScopes: readonly string[];
}): Record<string, string> {
  return { environment: about.environment, appId: about.appId ?? '–', scopes: about.missingScopes.join(', ') };
}
