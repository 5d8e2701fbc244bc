import type { SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import { signedInPerson } from '../browser';
import { copyField } from '../fields';
import { html } from '../html';
import { icon } from '../icons';
import { page, redirectTo } from '../page';
import { openDeveloperAccount } from './access';

/** `/developer`: the person's developer account, or how to create one. */
export function developerEntry(call: Call): SandboxResponse {
  const person = signedInPerson(call);
  if (!person) return redirectTo('/login?next=%2Fdeveloper');
  const { customer, developer } = call.world.accounts.portalsOf(person);
  const [account] = developer;
  if (account) return redirectTo(`/developer/${account.portalId}`);
  return page(call, {
    title: 'Development',
    person,
    portal: customer[0] ?? null,
    current: 'development',
    body: html`<h1>Development</h1>
      <div class="empty">
        <p>Apps live in a developer account. ${person.email} does not have one yet.</p>
        <a class="button primary" href="/signup/developers">Create a developer account</a>
      </div>`,
  });
}

export function developmentPage(call: Call, portalId: string): SandboxResponse {
  const access = openDeveloperAccount(call, portalId);
  if ('refusal' in access) return access.refusal;
  const count = call.world.apps.ownedBy(access.portal.portalId).length;
  return page(call, {
    title: 'Development',
    ...access,
    current: 'development',
    body: html`<h1>Development</h1>
      <p class="lead">Build on HubSpot: create apps and find their credentials.</p>
      <ul class="cards">
        <li>
          <a class="card" href="/developer/${portalId}/legacy-apps"
            ><span class="strong">Legacy apps</span>
            <span class="quiet">Public apps that connect to HubSpot accounts with OAuth</span
            ><span class="quiet">${count === 1 ? '1 app' : `${count} apps`}</span></a
          >
        </li>
      </ul>
      <section class="panel" aria-labelledby="keys">
        <h2 id="keys">Developer API key</h2>
        <p class="quiet">Manages the webhooks of this account’s apps through the API. Apps themselves use OAuth.</p>
        ${copyField('Developer API key', 'developer-api-key', call.world.accounts.developerApiKey(access.portal.portalId) ?? '', { isSecret: true })}
      </section>`,
  });
}

export function appListPage(call: Call, portalId: string): SandboxResponse {
  const access = openDeveloperAccount(call, portalId);
  if ('refusal' in access) return access.refusal;
  const apps = call.world.apps.ownedBy(access.portal.portalId);
  const create = html`<a class="button primary" href="/developer/${portalId}/legacy-apps/create">Create legacy app</a>`;
  return page(call, {
    title: 'Legacy apps',
    ...access,
    current: 'apps',
    body: html`<div class="head">
        <div>
          <p class="crumbs"><a href="/developer/${portalId}">Development</a></p>
          <h1>Legacy apps</h1>
        </div>
        ${apps.length > 0 ? create : null}
      </div>
      ${
        apps.length === 0
          ? html`<div class="empty">
              <p>An app gets its App ID, Client ID and Client secret when it is created.</p>
              ${create}
            </div>`
          : html`<div class="table-wrap" tabindex="0" role="region" aria-label="Legacy apps">
              <table>
                <thead>
                  <tr>
                    <th scope="col">App name</th>
                    <th scope="col">App ID</th>
                    <th scope="col">Type</th>
                    <th scope="col">Connected accounts</th>
                    <th scope="col">Last updated</th>
                  </tr>
                </thead>
                <tbody>
                  ${apps.map(
                    (app) =>
                      html`<tr>
                        <th scope="row"><a href="/developer/${portalId}/legacy-apps/${app.appId}">${app.name}</a></th>
                        <td class="mono">${app.appId}</td>
                        <td>Public</td>
                        <td>${call.world.grants.installsOf(app.appId).length}</td>
                        <td>${dateOf(app.updatedAt)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }`,
  });
}

export function chooseAppTypePage(call: Call, portalId: string): SandboxResponse {
  const access = openDeveloperAccount(call, portalId);
  if ('refusal' in access) return access.refusal;
  return page(call, {
    title: 'Create legacy app',
    ...access,
    current: 'apps',
    body: html`<p class="crumbs"><a href="/developer/${portalId}/legacy-apps">${icon('back')} Legacy apps</a></p>
      <h1>Create legacy app</h1>
      <p class="lead">Which accounts will use the app?</p>
      <ul class="cards">
        <li>
          <a class="card" href="/developer/${portalId}/legacy-apps/create/public"
            ><span class="strong">Public</span> <span class="quiet">Any account can connect it with OAuth</span></a
          >
        </li>
        <li>
          <div class="card is-off">
            <span class="strong">Private</span
            ><span class="quiet">For one account, with its own access token. The sandbox has no private apps.</span>
          </div>
        </li>
      </ul>`,
  });
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
