import { portalTitle } from '../world/account-store';
import { scopeCatalogue } from '../apps/scope-catalogue';
import type { Portal, SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import {
  approve,
  denialUrl,
  prepareConsent,
  readAuthorizeRequest,
  type AuthorizeProblem,
  type AuthorizeRequest,
  type Consent,
} from '../oauth/authorize';
import type { Person } from '../seed/people';
import { readPageForm, signedInPerson } from './browser';
import { html, type Html } from './html';
import { icon } from './icons';
import { page, redirectTo } from './page';

/** `/oauth/authorize` and, once an account is chosen, `/oauth/{accountId}/authorize`. */
export function authorizePage(call: Call, accountId?: string): SandboxResponse {
  const authorize = readAuthorizeRequest(call);
  if ('kind' in authorize) return problemPage(call, authorize);
  const person = signedInPerson(call);
  if (!person) return redirectTo(`/login?${new URLSearchParams({ next: here(call) })}`);
  const accounts = call.world.accounts.portalsOf(person).customer;
  const portal =
    accountId === undefined
      ? accounts.length === 1
        ? accounts[0]
        : undefined
      : call.world.accounts.portal(Number(accountId));
  if (accountId !== undefined && !portal) return problemPage(call, unknownAccount(accountId));
  if (!portal)
    return accounts.length === 0 ? noAccountPage(call, person) : chooseAccountPage(call, authorize, person, accounts);
  const consent = prepareConsent(authorize, person, portal);
  if (consent.kind === 'problem') return problemPage(call, consent, person);
  return consentPage(call, consent);
}

/** Handles the consent form. `decision` is connect or cancel. */
export function decideAuthorize(call: Call, accountId: string): SandboxResponse {
  const authorize = readAuthorizeRequest(call);
  if ('kind' in authorize) return problemPage(call, authorize);
  const person = signedInPerson(call);
  if (!person) return redirectTo(`/login?${new URLSearchParams({ next: here(call) })}`);
  const portal = call.world.accounts.portal(Number(accountId));
  if (!portal) return problemPage(call, unknownAccount(accountId));
  const consent = prepareConsent(authorize, person, portal);
  if (consent.kind === 'problem') return problemPage(call, consent, person);
  const decision = readPageForm(call.request).get('decision');
  if (decision === 'connect') return redirectTo(approve(call, consent));
  if (decision !== 'cancel') return consentPage(call, consent);
  return cancel(call, consent);
}

function cancel(call: Call, consent: Consent): SandboxResponse {
  const mode = call.world.settings.text('oauth.cancel');
  if (mode === 'access_denied') return redirectTo(denialUrl(consent));
  if (mode === 'silent') return redirectTo('/');
  return problemPage(call, {
    kind: 'problem',
    status: 200,
    title: 'The app was not connected',
    sentences: [`You did not connect ${consent.app.name}.`],
  });
}

function problemPage(
  call: Call,
  { status, title, sentences }: AuthorizeProblem,
  person: Person | null = signedInPerson(call),
): SandboxResponse {
  const [first, ...rest] = sentences;
  return page(call, {
    title,
    status,
    isFocused: true,
    body: html`<div class="state-mark warn">${icon('warning')}</div>
      <h1>${title}</h1>
      <p>${first}</p>
      ${
        rest.length > 0
          ? html`<ul class="plain">
              ${rest.map((sentence) => html`<li>${sentence}</li>`)}
            </ul>`
          : null
      }
      <p class="quiet">
        HubSpot shows this page itself: the app that sent you here is not told. Go back to it, or close this window.
      </p>
      ${person ? whoPanel(call, person) : null}`,
  });
}

function noAccountPage(call: Call, person: Person): SandboxResponse {
  return page(call, {
    title: 'No account to connect',
    isFocused: true,
    body: html`<h1>No account to connect</h1>
      <p>${person.email} has a developer account only. Apps are connected to an account with a CRM.</p>
      ${whoPanel(call, person)}`,
  });
}

function chooseAccountPage(call: Call, { app }: AuthorizeRequest, person: Person, accounts: Portal[]): SandboxResponse {
  return page(call, {
    title: 'Choose an account',
    isFocused: true,
    body: html`<h1>Choose an account</h1>
      <p>Choose the HubSpot account that <strong>${app.name}</strong> connects to.</p>
      <ul class="choices">
        ${accounts.map(
          (portal) =>
            html`<li>
              <a class="choice" href="/oauth/${portal.portalId}/authorize?${call.request.query.toString()}">
                <span class="choice-icon">${icon('building')}</span>
                <span class="choice-text"
                  ><span class="strong">${portalTitle(portal)}</span
                  ><span class="quiet"
                    >${portal.name === null ? 'No account name' : portal.domain} ·
                    ${portal.dataHostingLocation.toUpperCase()}</span
                  ></span
                >
                <span class="mono quiet">${portal.portalId}</span></a
              >
            </li>`,
        )}
      </ul>
      ${whoPanel(call, person)}`,
  });
}

function consentPage(call: Call, consent: Consent): SandboxResponse {
  const { app, portal, person, grantedScopes, redirectUri } = consent;
  const target = new URL(redirectUri);
  return page(call, {
    title: `Connect ${app.name}`,
    isFocused: true,
    formTarget: target.origin,
    body: html`<h1>Connect ${app.name} to HubSpot</h1>
      <p class="chosen">
        ${icon('building')}<span
          ><span class="strong">${portalTitle(portal)}</span> <span class="mono quiet">${portal.portalId}</span></span
        >
      </p>
      <h2>${app.name} will be able to</h2>
      <ul class="scopes">
        ${grantedScopes.map(
          (name) =>
            html`<li>
              ${icon('check')}<span
                ><span>${scopeCatalogue.get(name)?.description ?? name}</span><code>${name}</code></span
              >
            </li>`,
        )}
      </ul>
      <p class="quiet">After connecting you return to <span class="mono break">${target.host}</span>.</p>
      <form method="post" action="/oauth/${portal.portalId}/authorize?${call.request.query.toString()}" class="actions">
        <button class="button primary" type="submit" name="decision" value="connect">Connect app</button>
        <button class="button" type="submit" name="decision" value="cancel">Cancel</button>
      </form>
      ${whoPanel(call, person)}`,
  });
}

function whoPanel(call: Call, person: Person): Html {
  const generic = `/oauth/authorize?${call.request.query.toString()}`;
  return html`<div class="who">
    <span class="quiet">Signed in as ${person.email}</span>
    <a href="/login?${new URLSearchParams({ next: generic }).toString()}">Sign in as someone else</a>
  </div>`;
}

function unknownAccount(accountId: string): AuthorizeProblem {
  return {
    kind: 'problem',
    status: 404,
    title: 'This account does not exist',
    sentences: [`There is no account ${accountId}.`],
  };
}

function here({ request }: Call): string {
  return `${request.path}?${request.query.toString()}`;
}
