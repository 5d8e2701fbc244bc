import { portalTitle } from '../world/account-store';
import type { App } from '../world/app-store';
import type { Portal } from '../contract';
import type { Call } from '../world/context';
import { hubletToken } from '../kernel/random';
import type { Person } from '../seed/people';
import type { AuthorizationCode } from '../world/grant-store';
import { readChallenge } from './pkce';
import { parseScopeList, scopeProblems, splitByAccount, type RequestedScopes } from './scope-rule';

/** A request that HubSpot rejects on its own page, without telling the app. */
export interface AuthorizeProblem {
  kind: 'problem';
  status: number;
  title: string;
  sentences: string[];
}

export interface AuthorizeRequest {
  app: App;
  redirectUri: string;
  state: string | null;
  requested: RequestedScopes;
  challenge: AuthorizationCode['challenge'];
}

export interface Consent extends AuthorizeRequest {
  kind: 'consent';
  portal: Portal;
  person: Person;
  grantedScopes: string[];
}

const documentedParameters = new Set([
  'client_id',
  'redirect_uri',
  'scope',
  'optional_scope',
  'state',
  'response_type',
]);

/** Checks that don't depend on who opens the authorize URL. */
export function readAuthorizeRequest({
  world,
  request,
}: Pick<Call, 'world' | 'request'>): AuthorizeRequest | AuthorizeProblem {
  const { query } = request;
  const repeated = [...new Set(query.keys())].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined)
    return problem('The request is malformed', [`The parameter ${repeated} was sent more than once.`]);
  const clientId = query.get('client_id');
  const app = world.apps.byClientId(clientId ?? '');
  if (!app) {
    return problem('This app cannot be found', [
      clientId ? `No app has the client ID ${clientId}.` : 'The parameter client_id is missing.',
    ]);
  }
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === null) return problem('The redirect URL is missing', ['The parameter redirect_uri is missing.']);
  if (!app.redirectUrls.includes(redirectUri)) {
    return problem('The redirect URL does not match', [
      `${redirectUri} is not one of the redirect URLs of ${app.name}.`,
      'The redirect URL in the request must be exactly one of those on the Auth tab of the app.',
    ]);
  }
  const requested = {
    scopes: parseScopeList(query.get('scope')),
    optionalScopes: parseScopeList(query.get('optional_scope')),
  };
  if (requested.scopes.length === 0) return problem('The scopes are missing', ['The parameter scope is missing.']);
  const breaches = scopeProblems(app, requested);
  if (breaches.length > 0)
    return problem('The scopes do not match', [
      `The scopes in the request are not those set on ${app.name}.`,
      ...breaches,
    ]);
  const pkceMode = world.settings.text('oauth.pkce');
  if (pkceMode === 'rejects') {
    const unknown = [...query.keys()].filter((name) => !documentedParameters.has(name));
    if (unknown.length > 0) return problem('The request is malformed', [`Unknown parameter: ${unknown.join(', ')}.`]);
  }
  const read = pkceMode === 'ignores' ? { challenge: null } : readChallenge(query);
  if ('problem' in read) return problem('The request is malformed', [read.problem]);
  return { app, redirectUri, state: query.get('state'), requested, challenge: read.challenge };
}

/** Checks that depend on the person and the account. */
export function prepareConsent(
  authorize: AuthorizeRequest,
  person: Person,
  portal: Portal,
): Consent | AuthorizeProblem {
  const membership = person.memberships.find(({ portalId }) => portalId === portal.portalId);
  if (!membership)
    return problem(
      'You do not have access to this account',
      [`${person.email} is not a user of account ${portal.portalId}.`],
      403,
    );
  if (!membership.canInstallApps) {
    return problem(
      'You do not have permission to connect apps',
      [
        `${person.email} may not connect apps to ${portalTitle(portal)}.`,
        'A super admin of this account can give you the permission "App Marketplace access", or connect the app for you.',
      ],
      403,
    );
  }
  const { granted, unavailable } = splitByAccount(portal, authorize.requested);
  if (unavailable.length > 0) {
    return problem('This account lacks a feature that the app needs', [
      `${portalTitle(portal)} cannot grant: ${unavailable.join(', ')}.`,
      'These scopes need an Enterprise subscription.',
    ]);
  }
  return { kind: 'consent', ...authorize, portal, person, grantedScopes: granted };
}

/** Issues the code and returns the redirect URL. */
export function approve(call: Call, consent: Consent): string {
  const { app, portal, person, redirectUri, state } = consent;
  const code: AuthorizationCode = {
    code: hubletToken(portal.dataHostingLocation),
    appId: app.appId,
    portalId: portal.portalId,
    userId: person.userId,
    redirectUri,
    scopes: consent.grantedScopes,
    challenge: consent.challenge,
    expiresAt: call.request.now + call.world.settings.number('oauth.codeLifetimeSeconds') * 1000,
  };
  call.commit({ type: 'oauth.consented', portalId: portal.portalId, appId: app.appId, data: { code } });
  return withParameters(redirectUri, { code: code.code, state });
}

export function denialUrl({ redirectUri, state }: Pick<AuthorizeRequest, 'redirectUri' | 'state'>): string {
  return withParameters(redirectUri, {
    error: 'access_denied',
    error_description: 'The user denied access to the app',
    state,
  });
}

function withParameters(redirectUri: string, parameters: Record<string, string | null>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  // Like HubSpot, encodes a space as %20. A plus sign is already %2B.
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}

function problem(title: string, sentences: string[], status = 400): AuthorizeProblem {
  return { kind: 'problem', status, title, sentences };
}
