import type { SettingDefinition } from './contract';

/**
 * Behaviours outside the CRM that HubSpot's documentation leaves open. Each default is the more lenient or better
 * documented one.
 */
export const kernelSettingDefinitions: SettingDefinition[] = [
  {
    key: 'oauth.codeLifetimeSeconds',
    description: 'How long an authorization code is valid. HubSpot says "short" without a figure.',
    default: 60,
    min: 1,
    max: 3600,
  },
  {
    key: 'oauth.accessTokenLifetimeSeconds',
    description: 'expires_in of an access token.',
    default: 1800,
    min: 1,
    max: 86_400,
  },
  {
    key: 'oauth.accessTokenLength',
    description: 'Length of access tokens. HubSpot asks apps to allow at least 512 characters.',
    default: 320,
    min: 32,
    max: 4000,
  },
  {
    key: 'oauth.pkce',
    description:
      'code_challenge on the authorize URL: "enforces" checks the verifier, "ignores" takes any, "rejects" shows an error page for parameters HubSpot does not document.',
    default: 'enforces',
    choices: ['enforces', 'ignores', 'rejects'],
  },
  {
    key: 'oauth.refreshTokens',
    description:
      'What a refresh returns: the same refresh token, a new one (the old one stops), or a new one, with reuse of an old one revoking the whole family.',
    default: 'unchanged',
    choices: ['unchanged', 'rotating', 'rotating-with-reuse-detection'],
  },
  {
    key: 'oauth.secondConsent',
    description:
      'The refresh token when the same user connects the same app to the same account again: the one already issued, or a new one.',
    default: 'same-refresh-token',
    choices: ['same-refresh-token', 'new-refresh-token'],
  },
  {
    key: 'oauth.cancel',
    description:
      'What Cancel on the consent page does: redirect with error=access_denied, show a page, or go to the home page without telling the app.',
    default: 'access_denied',
    choices: ['access_denied', 'error-page', 'silent'],
  },
  {
    key: 'oauth.codeReuse',
    description:
      'A second use of an authorization code: rejected, or rejected and all tokens issued from it revoked, as RFC 6749 §4.1.2 advises.',
    default: 'refused',
    choices: ['refused', 'revokes-tokens'],
  },
  {
    key: 'oauth.clientCredentials',
    description: 'grant_type=client_credentials: where the specifications list it (v3 and 2026-03), or nowhere.',
    default: 'v3-and-2026-03',
    choices: ['v3-and-2026-03', 'refused'],
  },
  {
    key: 'oauth.v1TokenBody',
    description:
      'Body of POST /oauth/v1/token: all fields of the dated versions, or the four of the old documentation.',
    default: 'full',
    choices: ['full', 'four-fields'],
  },
  {
    key: 'oauth.revokeStatus',
    description: 'Status of a successful POST /oauth/{version}/token/revoke.',
    default: 200,
    min: 200,
    max: 204,
  },
  {
    key: 'oauth.uninstallEndsAccessTokens',
    description: 'Whether access tokens stop working when the app is uninstalled, or stay valid until they expire.',
    default: true,
  },
  {
    key: 'api.announcedEnds',
    description:
      'Whether APIs stop working on the dates HubSpot announced, by the sandbox’s clock (OAuth v1 on 2027-02-16, v4 on 2027-03-30, v1 to v3 on 2027-09-30): "ignored" or "kept".',
    default: 'ignored',
    choices: ['ignored', 'kept'],
  },
  {
    key: 'pages.openerPolicy',
    description:
      'Cross-Origin-Opener-Policy of the pages. "same-origin" cuts a popup off from the window that opened it.',
    default: 'unsafe-none',
    choices: ['unsafe-none', 'same-origin'],
  },
  {
    key: 'webhooks.batchWindowMs',
    description: 'How long events are collected before they are sent together.',
    default: 500,
    min: 0,
    max: 3_600_000,
  },
  {
    key: 'webhooks.changesTakeEffectAfterSeconds',
    description: 'How long a new or resumed subscription receives no events. HubSpot says up to five minutes (300).',
    default: 0,
    min: 0,
    max: 3600,
  },
  {
    key: 'webhooks.timeoutMs',
    description: 'How long the target may take to respond.',
    default: 5000,
    min: 1,
    max: 600_000,
  },
  {
    key: 'webhooks.deliverTwice',
    description: 'Whether each batch is sent twice. HubSpot doesn’t guarantee that an event arrives only once.',
    default: false,
  },
  {
    key: 'webhooks.order',
    description: 'The order of events in a batch, which HubSpot doesn’t guarantee.',
    default: 'kept',
    choices: ['kept', 'reversed'],
  },
  {
    key: 'limits.burst',
    description: 'Calls per account and app in one burst window, excluding search.',
    default: 110,
    min: 1,
    max: 1_000_000,
  },
  {
    key: 'limits.burstWindowMs',
    description: 'Length of the rolling burst window.',
    default: 10_000,
    min: 1,
    max: 3_600_000,
  },
  { key: 'limits.search', description: 'Search calls per account and second.', default: 5, min: 1, max: 1_000_000 },
  {
    key: 'limits.daily',
    description: 'Calls per account and day. 0 means no limit, as for OAuth apps.',
    default: 0,
    min: 0,
    max: 100_000_000,
  },
  {
    key: 'limits.retryAfter',
    description: 'Whether a 429 has a Retry-After header. HubSpot documents none.',
    default: false,
  },
];
