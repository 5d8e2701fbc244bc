/** What the sentences about a refused activation name; each takes what it needs. */
export function refusalParams(about: {
  environment: string;
  appId: string | null;
  missingScopes: readonly string[];
}): Record<string, string> {
  return { environment: about.environment, appId: about.appId ?? '–', scopes: about.missingScopes.join(', ') };
}
