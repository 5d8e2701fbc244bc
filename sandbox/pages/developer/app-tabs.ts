import { html, type Html } from '../html';

export type AppTab = 'info' | 'auth' | 'webhooks';

const labels: [AppTab, string][] = [
  ['info', 'App info'],
  ['auth', 'Auth'],
  ['webhooks', 'Webhooks'],
];

/**
 * The tabs of an existing app. App info and Auth are panels of one form, so that switching keeps unsaved input.
 * Webhooks is a separate page.
 */
export function appTabs(base: string, current: AppTab): Html {
  if (current === 'webhooks') {
    return html`<nav class="tabs" aria-label="App settings">
      ${labels.map(
        ([key, label]) =>
          html`<a
            class="tab"
            href="${key === 'webhooks' ? `${base}/webhooks` : `${base}?tab=${key}`}"
            ${key === current ? html` aria-current="page"` : null}
            >${label}</a
          >`,
      )}
    </nav>`;
  }
  return html`<div class="tab-bar">
    ${panelTabs(base, current)}
    <nav aria-label="More settings"><a class="tab" href="${base}/webhooks">Webhooks</a></nav>
  </div>`;
}

/** The tabs that switch panels without loading a page. */
export function panelTabs(base: string, current: AppTab): Html {
  return html`<div class="tabs" role="tablist" aria-label="App settings">
    ${labels
      .filter(([key]) => key !== 'webhooks')
      .map(
        ([key, label]) =>
          html`<a
            class="tab"
            role="tab"
            id="tab-${key}"
            href="${base}?tab=${key}"
            aria-controls="panel-${key}"
            aria-selected="${String(key === current)}"
            >${label}</a
          >`,
      )}
  </div>`;
}
