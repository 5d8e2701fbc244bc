import { randomBytes } from 'node:crypto';
import { portalTitle } from '../world/account-store';
import type { Portal, SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import type { Person } from '../seed/people';
import { html, type Html } from './html';
import { icon } from './icons';
import { themeScript } from './theme-script';

export interface PageOptions {
  title: string;
  body: Html;
  status?: number;
  /** The current account, which determines the menu. */
  portal?: Portal | null;
  person?: Person | null;
  current?: MenuKey;
  /** An origin to which a form of this page may redirect. */
  formTarget?: string;
  headers?: Record<string, string>;
  /** Shows a narrow centred card without the menu. */
  isFocused?: boolean;
}

type MenuKey = 'home' | 'records' | 'development' | 'apps' | 'control';

/** A complete HTML page with its headers. */
export function page({ world }: Pick<Call, 'world'>, options: PageOptions): SandboxResponse {
  const nonce = randomBytes(16).toString('base64');
  return {
    status: options.status ?? 200,
    html: `<!doctype html>${document(options, nonce).toString()}`,
    headers: {
      ...pageHeaders(nonce, options.formTarget, world.settings.text('pages.openerPolicy')),
      ...options.headers,
    },
  };
}

export function redirectTo(location: string, headers: Record<string, string> = {}): SandboxResponse {
  return { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', ...headers }, empty: true };
}

function pageHeaders(nonce: string, formTarget: string | undefined, openerPolicy: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    `script-src 'nonce-${nonce}' 'self'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    // Chromium also applies form-action to redirects, so the consent form must allow the app's origin.
    `form-action 'self'${formTarget ? ` ${formTarget}` : ''}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': openerPolicy,
  };
}

function document(options: PageOptions, nonce: string): Html {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${options.title} · HubSpot sandbox</title>
      <link rel="icon" href="/__sandbox/assets/icon.svg" type="image/svg+xml" />
      <script nonce="${nonce}">
        ${themeScript};
      </script>
      <link rel="stylesheet" href="/__sandbox/assets/sandbox.css" />
      <script src="/__sandbox/assets/sandbox.js" defer></script>
    </head>
    <body>
      <a class="skip" href="#main">Skip to content</a>
      ${options.isFocused ? focused(options) : shell(options)}
      <div class="announce" role="status" aria-live="polite" data-announce></div>
    </body>
  </html>`;
}

function focused({ body }: PageOptions): Html {
  return html`<div class="focused">
    <header class="focused-head">${brand()}${themeButton()}</header>
    <main id="main" class="sheet" tabindex="-1">${body}</main>
    <footer class="focused-foot">A local replacement for HubSpot, with its own data.</footer>
  </div>`;
}

function shell(options: PageOptions): Html {
  const { portal = null, person = null } = options;
  return html`<div class="shell">
    <header class="topbar">
      ${brand()}
      <span class="topbar-account"
        >${portal ? html`${icon('building')}<span class="clip">${portalTitle(portal)}</span><span class="mono quiet">${portal.portalId}</span>` : null}</span
      >
      ${themeButton()} ${person ? personMenu(person) : html`<a class="button small" href="/login">Sign in</a>`}
    </header>
    <nav class="menu" aria-label="Main">${menu(options)}</nav>
    <main id="main" class="content" tabindex="-1">${options.body}</main>
  </div>`;
}

function brand(): Html {
  return html`<a class="brand" href="/">${icon('mark')}<span>HubSpot</span><span class="badge">sandbox</span></a>`;
}

function themeButton(): Html {
  return html`<button class="icon-button" type="button" data-theme-toggle aria-label="Switch between light and dark">
    ${icon('theme')}
  </button>`;
}

function personMenu(person: Person): Html {
  return html`<details class="person">
    <summary aria-label="Your account: ${person.email}">
      <span class="avatar" aria-hidden="true">${initials(person)}</span>
    </summary>
    <div class="person-panel">
      <p class="strong">${person.firstName} ${person.lastName}</p>
      <p class="quiet">${person.email}</p>
      <form method="post" action="/logout"><button class="button small" type="submit">Sign out</button></form>
    </div>
  </details>`;
}

function menu({ portal = null, current }: PageOptions): Html {
  const item = (key: MenuKey, href: string, label: string, glyph: Parameters<typeof icon>[0]) =>
    html`<a class="menu-item" href="${href}" ${current === key ? html` aria-current="page"` : null}
      >${icon(glyph)}<span>${label}</span></a
    >`;
  const isDeveloper = portal?.accountType === 'APP_DEVELOPER';
  return html`${item('home', '/', 'Home', 'home')}
  ${portal && !isDeveloper ? item('records', `/contacts/${portal.portalId}/objects/0-1`, 'CRM', 'records') : null}
  ${item('development', isDeveloper ? `/developer/${portal.portalId}` : '/developer', 'Development', 'code')}
  ${isDeveloper ? html`<a class="menu-item menu-sub" href="/developer/${portal.portalId}/legacy-apps" ${current === 'apps' ? html` aria-current="page"` : null}>Legacy apps</a>` : null}
  ${item('control', '/__sandbox/', 'Sandbox control', 'control')}`;
}

export function initials({ firstName, lastName, email }: Person): string {
  const letters = `${firstName.charAt(0)}${lastName.charAt(0)}`;
  return (letters || email.slice(0, 2)).toUpperCase();
}
