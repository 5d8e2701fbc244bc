import type { App } from '../../world/app-store';
import type { SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import {
  clearWebhooks,
  configureWebhooks,
  setActive,
  subscribe,
  unsubscribe,
  webhookSettingsSchema,
} from '../../webhooks/commands';
import { subscriptionInputSchema, subscriptionTypes } from '../../webhooks/subscription-types';
import type { Subscription } from '../../world/webhook-store';
import { readPageForm } from '../browser';
import { textField } from '../fields';
import { html, type Html } from '../html';
import { icon } from '../icons';
import { page, redirectTo } from '../page';
import { openApp, type DeveloperAccess } from './access';
import { appTabs } from './app-tabs';

type Problems = Partial<
  Record<'targetUrl' | 'maxConcurrentRequests' | 'eventType' | 'propertyName' | 'objectTypeId', string>
>;

export function webhooksPage(call: Call, portalId: string, appId: string): SandboxResponse {
  const access = openApp(call, portalId, appId);
  return 'refusal' in access ? access.refusal : render(call, access, access.app, {});
}

/** One page with several forms, identified by `action`. */
export function submitWebhooks(call: Call, portalId: string, appId: string): SandboxResponse {
  const access = openApp(call, portalId, appId);
  if ('refusal' in access) return access.refusal;
  const form = readPageForm(call.request);
  const { app } = access;
  const problems = act(call, app, form);
  if (Object.keys(problems).length > 0) return render(call, access, app, problems, form);
  return redirectTo(`/developer/${portalId}/legacy-apps/${appId}/webhooks`);
}

function act(call: Call, app: App, form: URLSearchParams): Problems {
  const subscription = call.world.webhooks.subscription(app.appId, Number(form.get('id')));
  switch (form.get('action')) {
    case 'configure':
      return configure(call, app, form);
    case 'clear':
      clearWebhooks(call, app);
      return {};
    case 'subscribe': {
      const text = (name: string) => (form.get(name) ?? '').trim() || null;
      const parsed = subscriptionInputSchema.safeParse({
        eventType: form.get('eventType') ?? '',
        propertyName: text('propertyName'),
        objectTypeId: text('objectTypeId'),
        active: true,
      });
      if (!parsed.success)
        return Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), `${message}.`]));
      const created = subscribe(call, app, parsed.data);
      return 'problem' in created ? { eventType: `${created.problem}.` } : {};
    }
    case 'toggle':
      if (subscription) setActive(call, app, subscription, !subscription.active);
      return {};
    case 'unsubscribe':
      if (subscription) unsubscribe(call, app, subscription.id);
      return {};
    case null:
    default:
      return { eventType: 'Nothing was done.' };
  }
}

function configure(call: Call, app: App, form: URLSearchParams): Problems {
  const parsed = webhookSettingsSchema.safeParse({
    targetUrl: (form.get('targetUrl') ?? '').trim(),
    throttling: { maxConcurrentRequests: Number(form.get('maxConcurrentRequests')) },
  });
  if (parsed.success) {
    configureWebhooks(call, app, parsed.data);
    return {};
  }
  const problems: Problems = {};
  for (const issue of parsed.error.issues) {
    if (issue.path[0] === 'targetUrl') problems.targetUrl = issue.message;
    else problems.maxConcurrentRequests = 'Enter a whole number from 6 to 100.';
  }
  return problems;
}

function render(
  call: Call,
  access: DeveloperAccess,
  app: App,
  problems: Problems,
  form?: URLSearchParams,
): SandboxResponse {
  const base = `/developer/${access.portal.portalId}/legacy-apps`;
  const here = `${base}/${app.appId}/webhooks`;
  const settings = call.world.webhooks.settings(app.appId);
  const subscriptions = call.world.webhooks.subscriptionsOf(app.appId);
  const typed = (name: string, otherwise: string) => form?.get(name) ?? otherwise;
  return page(call, {
    title: `${app.name}: Webhooks`,
    status: Object.keys(problems).length > 0 ? 422 : 200,
    ...access,
    current: 'apps',
    body: html`<p class="crumbs"><a href="${base}">${icon('back')} Legacy apps</a></p>
      <h1>${app.name}</h1>
      ${appTabs(`${base}/${app.appId}`, 'webhooks')}
      <section class="panel" aria-labelledby="target">
        <h2 id="target">Where events are sent</h2>
        <form method="post" action="${here}" class="form" novalidate>
          <input type="hidden" name="action" value="configure" />
          ${textField({ name: 'targetUrl', label: 'Target URL', value: typed('targetUrl', settings?.targetUrl ?? ''), problem: problems.targetUrl, help: 'Events of every connected account are sent here, up to 100 in one request.' })}
          ${textField({ name: 'maxConcurrentRequests', label: 'Concurrent requests per account', type: 'number', value: typed('maxConcurrentRequests', String(settings?.maxConcurrentRequests ?? 10)), problem: problems.maxConcurrentRequests })}
          <div class="actions"><button class="button primary" type="submit">Save</button></div>
        </form>
        ${settings ? html`<form method="post" action="${here}"><input type="hidden" name="action" value="clear" /><button class="button small" type="submit">Stop sending</button></form>` : null}
      </section>
      <section class="panel" aria-labelledby="subscriptions">
        <h2 id="subscriptions">Event subscriptions</h2>
        ${
          subscriptions.length === 0
            ? html`<p class="quiet">No subscriptions yet. Add one below.</p>`
            : html`<ul class="rows">
                ${subscriptions.map((subscription) => subscriptionRow(subscription, here))}
              </ul>`
        }
        <form method="post" action="${here}" class="form" novalidate>
          <input type="hidden" name="action" value="subscribe" />
          <div class="field">
            <label for="eventType">Event</label
            ><select
              id="eventType"
              name="eventType"
              ${problems.eventType ? html` aria-invalid="true" aria-describedby="eventType-problem"` : null}
            >
              ${subscriptionTypes.map((type) => html`<option${type === typed('eventType', '') ? html` selected` : null}>${type}</option>`)}
            </select>
            ${problems.eventType ? html`<p class="problem" id="eventType-problem">${problems.eventType}</p>` : null}
          </div>
          ${textField({ name: 'propertyName', label: 'Property', value: typed('propertyName', ''), problem: problems.propertyName, help: 'For property changes, such as phone.' })}
          ${textField({ name: 'objectTypeId', label: 'Object type ID', value: typed('objectTypeId', ''), problem: problems.objectTypeId, help: 'For object.* events, such as 0-48 for calls.' })}
          <button class="button" type="submit">Create subscription</button>
        </form>
      </section>
      ${pendingPanel(call, app)}`,
  });
}

function subscriptionRow({ id, eventType, propertyName, objectTypeId, active }: Subscription, action: string): Html {
  const name = [eventType, propertyName, objectTypeId].filter((part) => part !== null).join(' · ');
  return html`<li>
    <span class="grow"
      ><code>${name}</code
      ><span class="quiet">${active ? 'Active' : 'Paused'} · <span class="mono">${id}</span></span></span
    >
    <form method="post" action="${action}" class="actions">
      <input type="hidden" name="id" value="${id}" />
      <button
        class="button small"
        type="submit"
        name="action"
        value="toggle"
        aria-label="${active ? 'Pause' : 'Activate'} ${name}"
      >
        ${active ? 'Pause' : 'Activate'}
      </button>
      <button class="button small" type="submit" name="action" value="unsubscribe" aria-label="Delete ${name}">
        Delete
      </button>
    </form>
  </li>`;
}

function pendingPanel({ world }: Call, app: App): Html | null {
  const pending = world.webhooks.pending().filter((event) => event.appId === app.appId);
  if (pending.length === 0) return null;
  const next = Math.min(...pending.map((event) => event.dueAt));
  return html`<p class="note">
    ${pending.length} events wait to be delivered, the next at
    <span class="mono">${new Date(next).toISOString()}</span> by the sandbox’s clock.
  </p>`;
}
