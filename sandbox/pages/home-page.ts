import { portalTitle } from '../world/account-store';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { signedInPerson } from './browser';
import { html } from './html';
import { icon } from './icons';
import { page } from './page';

export function homePage(call: Call): SandboxResponse {
  const { world } = call;
  const person = signedInPerson(call);
  const mine = person ? world.accounts.portalsOf(person) : null;
  return page(call, {
    title: 'Home',
    person,
    portal: mine?.customer[0] ?? null,
    current: 'home',
    body: html`<h1>HubSpot sandbox</h1>
      <p class="lead">
        A HubSpot on this machine: accounts, apps, OAuth, a CRM with contacts, companies, deals, tickets and calls. It
        answers where HubSpot would, with data of its own. <a href="${world.makerUrl}">Go to the Maker</a>.
      </p>
      <h2>How to connect an app</h2>
      <ol class="steps">
        <li>
          <span
            >${mine && mine.developer.length > 0 ? html`Your developer account is ready: go to <a href="/developer">Development</a>.` : html`<a href="/signup/developers">Create a developer account</a>.`}</span
          >
        </li>
        <li>
          <span
            >Development, Legacy apps, <em>Create legacy app</em>, <em>Public</em>: name the app, add the redirect URLs
            and scopes on the Auth tab.</span
          >
        </li>
        <li>
          <span
            >Copy App ID, Client ID and Client secret to the <a href="${world.makerUrl}">Maker</a> and activate the
            authentication method there.</span
          >
        </li>
        <li><span>When HubSpot asks who you are, sign in as a super admin of one of the accounts below.</span></li>
      </ol>
      <h2>Accounts</h2>
      <ul class="cards">
        ${world.accounts.customerPortals().map(
          (portal) =>
            html`<li>
              <a class="card" href="/contacts/${portal.portalId}/objects/0-1"
                ><span class="strong">${portalTitle(portal)}</span>
                <span class="quiet"
                  >${portal.name === null ? 'Unnamed account: its domain is shown instead' : portal.domain}</span
                >
                <span class="quiet"
                  ><span class="mono">${portal.portalId}</span> · ${portal.dataHostingLocation.toUpperCase()} ·
                  ${portal.isEnterprise ? 'Enterprise' : 'Professional'}</span
                ></a
              >
            </li>`,
        )}
      </ul>
      <h2>Simulate failures</h2>
      <p>
        ${icon('control')} <a href="/__sandbox/">Sandbox control</a> causes faults, moves the clock, shows every effect
        in order and returns everything to the seed.
      </p>`,
  });
}
