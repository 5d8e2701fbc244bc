import type { App, AppDraft } from '../../world/app-store';
import type { DraftProblems, ScopeKind } from '../../apps/app-draft';
import { scopeThatStays } from '../../apps/app-draft';
import { scopeCatalogue, type Scope } from '../../apps/scope-catalogue';
import { copyField, textField } from '../fields';
import { html, type Html } from '../html';

const scopeKinds: [ScopeKind, string][] = [
  ['required', 'Required'],
  ['conditional', 'Conditionally required'],
  ['optional', 'Optional'],
];

export function infoFields(draft: AppDraft, problems: DraftProblems): Html {
  return html`${textField({ name: 'name', label: 'Public app name', value: draft.name, problem: problems.name, isRequired: true, help: 'People see this name when they connect the app.' })}
  ${textField({ name: 'description', label: 'Description', value: draft.description })}`;
}

/** Redirect URLs and scopes. The scope picker is a dialog that writes its selection to the form's rows. */
export function authFields(draft: AppDraft, problems: DraftProblems): Html {
  const urls = draft.redirectUrls.length > 0 ? draft.redirectUrls : [''];
  const chosen: [string, ScopeKind][] = [
    ...draft.requiredScopes.map((name): [string, ScopeKind] => [name, 'required']),
    ...draft.conditionallyRequiredScopes.map((name): [string, ScopeKind] => [name, 'conditional']),
    ...draft.optionalScopes.map((name): [string, ScopeKind] => [name, 'optional']),
  ];
  return html`<fieldset class="group">
      <legend>Redirect URLs<span aria-hidden="true" class="required"> *</span></legend>
      <p class="help">
        Where HubSpot sends people after they connect the app. HTTPS is required, except on localhost. IP addresses are
        not accepted.
      </p>
      <div data-redirect-urls>
        ${urls.map((url, index) => redirectRow(url, `redirect-problem-${index}`, problems.redirectUrls?.[index] ?? null))}
      </div>
      <template data-redirect-template>${redirectRow('', '', null)}</template>
      <button class="button small" type="button" data-add-redirect>Add redirect URL</button>
    </fieldset>
    <fieldset class="group">
      <legend>Scopes</legend>
      <p class="help">What the app can read and change. The install URL must request exactly these.</p>
      <ul class="scope-rows" data-scope-rows>
        ${chosen.map(([name, kind]) => scopeRow(name, kind))}
      </ul>
      <template data-scope-template>${scopeRow('', 'required')}</template>
      ${problems.scopes ? html`<p class="problem">${problems.scopes}</p>` : null}
      <button class="button small" type="button" data-open-scopes aria-haspopup="dialog">Add new scope</button>
    </fieldset>`;
}

export function credentials(app: App): Html {
  return html`<section class="panel" aria-labelledby="credentials">
    <h2 id="credentials">App credentials</h2>
    ${copyField('App ID', 'app-id', String(app.appId))} ${copyField('Client ID', 'client-id', app.clientId)}
    ${copyField('Client secret', 'client-secret', app.clientSecret, { isSecret: true })}
  </section>`;
}

export function scopeDialog(): Html {
  return html`<dialog class="dialog" data-scope-dialog aria-labelledby="scope-title">
    <form method="dialog" class="dialog-frame">
      <header class="dialog-head">
        <h2 id="scope-title">Add new scope</h2>
        <button class="icon-button" value="close" aria-label="Close">×</button>
      </header>
      <div class="scope-lists">
        ${scopeListBox('required', 'Required scopes', 'Every account must grant these.')}
        ${scopeListBox('optional', 'Optional scopes', 'Skipped if an account can’t grant them.')}
      </div>
      <div class="field">
        <label for="scope-search">Find a scope</label>
        <input
          id="scope-search"
          type="search"
          autocomplete="off"
          data-scope-search
          aria-describedby="scope-search-help"
        />
        <p class="help" id="scope-search-help">
          Or pick from the list: type part of a name, or paste several to tick them all.
        </p>
      </div>
      <ul class="scope-list" data-scope-list tabindex="0" aria-label="Scopes">
        ${[...scopeCatalogue.values()].map(scopeOption)}
      </ul>
      <p class="quiet" data-scope-none hidden>No scopes match.</p>
      <footer class="dialog-foot">
        <span class="quiet" data-scope-count aria-live="polite"></span
        ><button class="button" value="cancel">Cancel</button
        ><button class="button primary" value="update">Update</button>
      </footer>
    </form>
  </dialog>`;
}

/** Accepts a list separated by spaces, commas or line breaks. Each scope gets the type of its text box. */
function scopeListBox(kind: ScopeKind, label: string, help: string): Html {
  const id = `scope-list-${kind}`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <textarea
      id="${id}"
      class="mono"
      autocomplete="off"
      spellcheck="false"
      data-scope-kind="${kind}"
      aria-describedby="${id}-help"
    ></textarea>
    <p class="help" id="${id}-help">Paste a list. ${help}</p>
  </div>`;
}

function scopeOption({ name, description, isEnterpriseOnly }: Scope): Html {
  return html`<li data-scope-option="${name}">
    <label class="check"
      ><input type="checkbox" value="${name}" ${name === scopeThatStays ? html` checked disabled` : null} />
      <span
        ><code>${name}</code
        ><span class="quiet">${description}${isEnterpriseOnly ? ' · Enterprise only' : null}</span></span
      ></label
    >
  </li>`;
}

function redirectRow(url: string, problemId: string, problem: string | null): Html {
  return html`<div data-redirect-row>
    <div class="row">
      <input
        type="text"
        inputmode="url"
        name="redirectUrl"
        value="${url}"
        aria-label="Redirect URL"
        placeholder="https://www.example.com/callback"
        class="mono"
        autocomplete="off"
        ${problem === null ? null : html` aria-invalid="true" aria-describedby="${problemId}"`}
      />
      <button class="icon-button" type="button" data-remove-redirect aria-label="Remove redirect URL">×</button>
    </div>
    ${problem === null ? null : html`<p class="problem" id="${problemId}">${problem}</p>`}
  </div>`;
}

function scopeRow(name: string, kind: ScopeKind): Html {
  const title = html`<span class="scope-name"
    ><code>${name}</code><span class="quiet">${scopeCatalogue.get(name)?.description}</span></span
  >`;
  if (name === scopeThatStays) return html`<li data-scope-row="${name}">${title}<span>Required</span></li>`;
  return html`<li data-scope-row="${name}">
    ${title}
    <select name="scope:${name}" aria-label="Type of ${name}">
      ${scopeKinds.map(([value, label]) => html`<option value="${value}" ${value === kind ? html` selected` : null}>${label}</option>`)}
    </select>
    <button class="icon-button" type="button" data-remove-scope aria-label="Remove ${name}">×</button>
  </li>`;
}
