import { portalTitle } from '../world/account-store';
import { checkPassword, endSession, sessionCookieName, startSession } from '../accounts/sign-in';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { seedPassword, type Person } from '../seed/people';
import { readCookie, readPageForm, safeNext } from './browser';
import { html, type Html } from './html';
import { initials, page, redirectTo } from './page';

export function signInPage(call: Call): SandboxResponse {
  return renderSignIn(call, safeNext(call.request.query.get('next')), '', null);
}

/** `email` with `password`, or `email` alone with `as=1` for the one-click buttons. */
export function signIn(call: Call): SandboxResponse {
  const form = readPageForm(call.request);
  const email = form.get('email') ?? '';
  const next = safeNext(form.get('next'));
  const person =
    form.get('as') === '1'
      ? call.world.accounts.personByEmail(email)
      : checkPassword(call, email, form.get('password') ?? '');
  if (!person) return renderSignIn(call, next, email, 'Incorrect email address or password.');
  return redirectTo(next, { 'Set-Cookie': startSession(call, person) });
}

export function signOut(call: Call): SandboxResponse {
  return redirectTo('/login', { 'Set-Cookie': endSession(call, readCookie(call.request, sessionCookieName)) });
}

function renderSignIn(call: Call, next: string, email: string, problem: string | null): SandboxResponse {
  const people = call.world.accounts.people();
  return page(call, {
    title: 'Sign in',
    status: problem === null ? 200 : 401,
    isFocused: true,
    body: html`<h1>Sign in to your HubSpot account</h1>
      <form method="post" action="/login" class="form">
        <input type="hidden" name="next" value="${next}" />
        <div class="field">
          <label for="email">Email address</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="username"
            required
            value="${email}"
            ${problem === null ? null : html` aria-invalid="true" aria-describedby="problem"`}
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required />
          <p class="help">Every seeded user has the password <code>${seedPassword}</code>.</p>
        </div>
        ${problem === null ? null : html`<p class="problem" id="problem" role="alert">${problem}</p>`}
        <button class="button primary wide" type="submit">Log in</button>
      </form>
      <h2>Or sign in with one click</h2>
      <ul class="people">
        ${people.map((person) => html`<li>${personButton(call, person, next)}</li>`)}
      </ul>
      <p class="who">
        <span class="quiet">No account?</span> <a href="/signup/developers">Create a developer account</a>
      </p>`,
  });
}

function personButton({ world }: Call, person: Person, next: string): Html {
  const { customer, developer } = world.accounts.portalsOf(person);
  const cannotInstall = customer.some(({ portalId }) =>
    person.memberships.some((membership) => membership.portalId === portalId && !membership.canInstallApps),
  );
  const isSuperAdmin = person.memberships.some((membership) => membership.isSuperAdmin) && customer.length > 0;
  const role = cannotInstall
    ? 'May not connect apps'
    : isSuperAdmin
      ? 'Super admin'
      : customer.length > 0
        ? 'Agent'
        : 'Developer';
  return html`<form method="post" action="/login">
    <input type="hidden" name="next" value="${next}" /><input
      type="hidden"
      name="email"
      value="${person.email}"
    /><input type="hidden" name="as" value="1" />
    <button class="person-button" type="submit" aria-label="Sign in as ${person.email}">
      <span class="avatar" aria-hidden="true">${initials(person)}</span>
      <span class="choice-text"
        ><span class="strong">${person.firstName} ${person.lastName}</span
        ><span class="quiet break">${person.email}</span>
        <span class="quiet">${role} · ${[...customer, ...developer].map(portalTitle).join(', ')}</span></span
      >
    </button>
  </form>`;
}
