import { isIP } from 'node:net';
import type { AppDraft } from '../world/app-store';
import { scopeCatalogue } from './scope-catalogue';

export type ScopeKind = 'required' | 'conditional' | 'optional';

/** An error message per field that HubSpot would reject. For redirect URLs, one per row, null if the row is valid. */
export type DraftProblems = { name?: string; redirectUrls?: (string | null)[]; scopes?: string };

export const scopeThatStays = 'oauth';

/** The form of an app: `name`, `description`, any number of `redirectUrl`, and `scope:{name}` = required | conditional | optional. */
export function readDraft(form: URLSearchParams): AppDraft {
  const scopes = [...form].flatMap(([key, value]) =>
    key.startsWith('scope:') ? [{ name: key.slice('scope:'.length), kind: value }] : [],
  );
  const ofKind = (kind: ScopeKind) =>
    unique(scopes.filter((scope) => scope.kind === kind && scope.name !== scopeThatStays).map((scope) => scope.name));
  return {
    name: (form.get('name') ?? '').trim(),
    description: (form.get('description') ?? '').trim(),
    redirectUrls: unique(
      form
        .getAll('redirectUrl')
        .map((url) => url.trim())
        .filter((url) => url !== ''),
    ),
    // Every app has "oauth", and it can't be removed.
    requiredScopes: [scopeThatStays, ...ofKind('required')],
    conditionallyRequiredScopes: ofKind('conditional'),
    optionalScopes: ofKind('optional'),
  };
}

export function draftProblems(draft: AppDraft): DraftProblems {
  const problems: DraftProblems = {};
  if (draft.name === '') problems.name = 'Enter a name for your app.';
  else if (draft.name.length > 100) problems.name = 'An app name has at most 100 characters.';
  const redirectUrls =
    draft.redirectUrls.length === 0
      ? ['Enter at least one redirect URL. HubSpot requires one to create the app.']
      : draft.redirectUrls.map(redirectUrlProblem);
  if (redirectUrls.some((problem) => problem !== null)) problems.redirectUrls = redirectUrls;
  const unknown = [...draft.requiredScopes, ...draft.conditionallyRequiredScopes, ...draft.optionalScopes].find(
    (scope) => !scopeCatalogue.has(scope),
  );
  if (unknown !== undefined) problems.scopes = `There is no scope named ${unknown}.`;
  return problems;
}

export function problemSentences({ name, redirectUrls = [], scopes }: DraftProblems): string[] {
  return [name, ...redirectUrls, scopes].filter((sentence) => typeof sentence === 'string');
}

/**
 * HTTPS is required except on localhost, and the host must be a domain, not an IP address.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth
 */
export function redirectUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return `${text} is not a URL. Enter it in full, such as https://www.example.com/callback.`;
  const url = new URL(text);
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0)
    return `${text} names an IP address. Use a domain, or localhost.`;
  if (url.protocol === 'http:' && url.hostname !== 'localhost')
    return `${text} must begin with https. Only localhost may use http.`;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${text} must begin with https.`;
  if (url.hash !== '') return `${text} must not contain a fragment (#).`;
  return null;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
