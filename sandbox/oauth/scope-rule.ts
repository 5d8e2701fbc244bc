import type { App } from '../world/app-store';
import { scopeCatalogue } from '../apps/scope-catalogue';
import type { Portal } from '../contract';

export interface RequestedScopes {
  scopes: string[];
  optionalScopes: string[];
}

/**
 * The scope rule: `scope` has all the app's required scopes and any conditionally required ones, `optional_scope` has
 * optional ones, and both have only scopes of the app. Returns a message per violation.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes
 */
export function scopeProblems(app: App, { scopes, optionalScopes }: RequestedScopes): string[] {
  const configured = new Set([...app.requiredScopes, ...app.conditionallyRequiredScopes, ...app.optionalScopes]);
  const list = (names: string[]) => names.join(', ');
  const missing = app.requiredScopes.filter((name) => !scopes.includes(name));
  const foreign = [...scopes, ...optionalScopes].filter((name) => !configured.has(name));
  const optionalInScope = scopes.filter((name) => app.optionalScopes.includes(name));
  const firmInOptional = optionalScopes.filter(
    (name) => configured.has(name) && !app.optionalScopes.includes(name) && !scopes.includes(name),
  );
  return [
    ...(missing.length ? [`Required by the app and missing in "scope": ${list(missing)}`] : []),
    ...(foreign.length ? [`Asked for and not set on the app: ${list(foreign)}`] : []),
    ...(optionalInScope.length
      ? [`Optional on the app, so they belong in "optional_scope": ${list(optionalInScope)}`]
      : []),
    ...(firmInOptional.length ? [`Not optional on the app, so they belong in "scope": ${list(firmInOptional)}`] : []),
  ];
}

/** Scopes that this account can't grant: an error if required, silently dropped if optional. */
export function splitByAccount(
  portal: Portal,
  { scopes, optionalScopes }: RequestedScopes,
): { granted: string[]; unavailable: string[] } {
  const isAvailable = (name: string) => portal.isEnterprise || !scopeCatalogue.get(name)?.isEnterpriseOnly;
  return {
    granted: [...new Set([...scopes, ...optionalScopes].filter(isAvailable))],
    unavailable: scopes.filter((name) => !isAvailable(name)),
  };
}

export function parseScopeList(text: string | null): string[] {
  return [...new Set((text ?? '').split(/\s+/).filter((name) => name !== ''))];
}
