import type { App, AppDraft } from '../../world/app-store';
import { createApp, deleteApp, editApp, rotateSecret } from '../../apps/app-commands';
import { draftProblems, problemSentences, readDraft, scopeThatStays, type DraftProblems } from '../../apps/app-draft';
import type { SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import { readPageForm } from '../browser';
import { copyField } from '../fields';
import { html, type Html } from '../html';
import { icon } from '../icons';
import { page, redirectTo } from '../page';
import { openApp, openDeveloperAccount, type DeveloperAccess } from './access';
import { authFields, credentials, infoFields, scopeDialog } from './app-form';
import { appTabs, panelTabs, type AppTab } from './app-tabs';

const emptyDraft: AppDraft = {
  name: '',
  description: '',
  redirectUrls: [],
  requiredScopes: [scopeThatStays],
  conditionallyRequiredScopes: [],
  optionalScopes: [],
};

export function createAppPage(call: Call, portalId: string): SandboxResponse {
  const access = openDeveloperAccount(call, portalId);
  return 'refusal' in access ? access.refusal : renderCreate(call, access, emptyDraft, {});
}

export function submitCreateApp(call: Call, portalId: string): SandboxResponse {
  const access = openDeveloperAccount(call, portalId);
  if ('refusal' in access) return access.refusal;
  const draft = readDraft(readPageForm(call.request));
  const problems = draftProblems(draft);
  if (Object.keys(problems).length > 0) return renderCreate(call, access, draft, problems);
  const app = createApp(call, access.portal.portalId, draft);
  return redirectTo(`/developer/${portalId}/legacy-apps/${app.appId}?tab=auth&notice=created`);
}

export function appPage(call: Call, portalId: string, appId: string): SandboxResponse {
  const access = openApp(call, portalId, appId);
  return 'refusal' in access ? access.refusal : renderApp(call, access, access.app, access.app, {});
}

export function submitEditApp(call: Call, portalId: string, appId: string): SandboxResponse {
  const access = openApp(call, portalId, appId);
  if ('refusal' in access) return access.refusal;
  const draft = readDraft(readPageForm(call.request));
  const problems = draftProblems(draft);
  if (Object.keys(problems).length > 0) return renderApp(call, access, access.app, draft, problems);
  editApp(call, access.app, draft);
  return redirectTo(`/developer/${portalId}/legacy-apps/${appId}?tab=auth&notice=saved`);
}

export function submitRotateSecret(call: Call, portalId: string, appId: string): SandboxResponse {
  const access = openApp(call, portalId, appId);
  if ('refusal' in access) return access.refusal;
  rotateSecret(call, access.app);
  return redirectTo(`/developer/${portalId}/legacy-apps/${appId}?tab=auth&notice=rotated`);
}

export function submitDeleteApp(call: Call, portalId: string, appId: string): SandboxResponse {
  const access = openApp(call, portalId, appId);
  if ('refusal' in access) return access.refusal;
  deleteApp(call, access.app);
  return redirectTo(`/developer/${portalId}/legacy-apps`);
}

function renderCreate(call: Call, access: DeveloperAccess, draft: AppDraft, problems: DraftProblems): SandboxResponse {
  const { portalId } = access.portal;
  const action = `/developer/${portalId}/legacy-apps/create/public`;
  const tab = initialTab(call, problems);
  return page(call, {
    title: 'Create legacy app',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    ...access,
    current: 'apps',
    body: html`<p class="crumbs"><a href="/developer/${portalId}/legacy-apps">${icon('back')} Legacy apps</a></p>
      <h1>Create legacy app</h1>
      ${problemSummary(problems)}
      <form method="post" action="${action}" novalidate data-tabs>
        ${panelTabs(action, tab)}${panels(tab, {
          info: infoFields(draft, problems),
          auth: html`${authFields(draft, problems)}
            <p class="note">App ID, Client ID and Client secret become visible when the app is created.</p>`,
        })}
        <div class="save-bar">
          <button class="button primary" type="submit">Create app</button
          ><a class="button" href="/developer/${portalId}/legacy-apps">Cancel</a>
        </div>
      </form>
      ${scopeDialog()}`,
  });
}

function renderApp(
  call: Call,
  access: DeveloperAccess,
  app: App,
  draft: AppDraft,
  problems: DraftProblems,
): SandboxResponse {
  const base = `/developer/${access.portal.portalId}/legacy-apps`;
  const here = `${base}/${app.appId}`;
  const connected = call.world.grants.installsOf(app.appId).length;
  const tab = initialTab(call, problems);
  return page(call, {
    title: app.name,
    status: Object.keys(problems).length > 0 ? 422 : 200,
    ...access,
    current: 'apps',
    body: html`<p class="crumbs"><a href="${base}">${icon('back')} Legacy apps</a></p>
      <h1>${app.name}</h1>
      ${notice(call)}${problemSummary(problems)}
      <form method="post" action="${here}" novalidate data-tabs>
        ${appTabs(here, tab)}${panels(tab, {
          info: infoFields(draft, problems),
          auth: html`${credentials(app)}${authFields(draft, problems)}${installUrls(call, app)}`,
        })}
        <div class="save-bar"><button class="button primary" type="submit">Save changes</button></div>
      </form>
      ${scopeDialog()}
      <section class="panel danger" aria-labelledby="danger">
        <h2 id="danger">Client secret and app</h2>
        <p class="quiet">
          A rotated secret replaces the old one at once: refreshes with the old one fail from then on. A deleted app is
          uninstalled from every account.
        </p>
        <div class="actions">
          <form method="post" action="${here}/rotate-secret">
            <button class="button" type="submit" data-confirm="Replace the client secret of ${app.name}?">
              Rotate client secret
            </button>
          </form>
          <form method="post" action="${here}/delete">
            <button
              class="button"
              type="submit"
              data-confirm="Delete ${app.name} and uninstall it from ${connected === 1 ? '1 account' : `${connected} accounts`}?"
            >
              Delete app
            </button>
          </form>
        </div>
      </section>`,
  });
}

function panels(current: AppTab, { info, auth }: Record<'info' | 'auth', Html>): Html {
  const panel = (key: AppTab, body: Html) =>
    html`<div
      class="tab-panel"
      role="tabpanel"
      id="panel-${key}"
      aria-labelledby="tab-${key}"
      ${key === current ? null : html` hidden`}
    >
      ${body}
    </div>`;
  return html`${panel('info', info)}${panel('auth', auth)}`;
}

/** The tab with the first error, or the requested one. */
function initialTab({ request }: Call, problems: DraftProblems): AppTab {
  if (problems.name) return 'info';
  if (problems.redirectUrls || problems.scopes) return 'auth';
  return request.query.get('tab') === 'auth' ? 'auth' : 'info';
}

function problemSummary(problems: DraftProblems): Html | null {
  const sentences = problemSentences(problems);
  if (sentences.length === 0) return null;
  return html`<div class="notice warn" role="alert">
    ${icon('warning')}
    <div>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
  </div>`;
}

const notices: Record<string, string> = {
  created: 'App created. Copy its credentials from here.',
  saved: 'Changes saved.',
  rotated: 'New client secret created. The old one no longer works.',
};

function notice({ request }: Call): Html | null {
  const sentence = notices[request.query.get('notice') ?? ''];
  return sentence === undefined
    ? null
    : html`<div class="notice good" role="status">
        ${icon('check')}
        <p>${sentence}</p>
      </div>`;
}

function installUrls({ request }: Call, app: App): Html {
  const base = `http://${request.headers.host ?? '127.0.0.1'}/oauth/authorize`;
  const scope = [...app.requiredScopes, ...app.conditionallyRequiredScopes].map(encodeURIComponent).join('%20');
  const optional =
    app.optionalScopes.length > 0 ? `&optional_scope=${app.optionalScopes.map(encodeURIComponent).join('%20')}` : '';
  return html`<section class="panel" aria-labelledby="install-urls">
    <h2 id="install-urls">Sample install URL (OAuth)</h2>
    ${app.redirectUrls.map((url, index) =>
      copyField(
        url,
        `install-url-${index}`,
        `${base}?client_id=${app.clientId}&redirect_uri=${encodeURIComponent(url)}&scope=${scope}${optional}`,
      ),
    )}
  </section>`;
}
