import { startSession } from '../../accounts/sign-in';
import {
  createDeveloperAccount,
  readSignUp,
  signUpProblems,
  type DeveloperSignUp,
  type SignUpProblems,
} from '../../accounts/sign-up';
import type { SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import type { Person } from '../../seed/people';
import { readPageForm, signedInPerson } from '../browser';
import { textField } from '../fields';
import { html } from '../html';
import { page, redirectTo } from '../page';

const empty: DeveloperSignUp = { email: '', firstName: '', lastName: '', password: '', accountName: '' };

export function signUpPage(call: Call): SandboxResponse {
  return renderSignUp(call, empty, {}, signedInPerson(call));
}

export function signUp(call: Call): SandboxResponse {
  const input = readSignUp(readPageForm(call.request));
  const person = signedInPerson(call);
  const problems = signUpProblems(call, input, person);
  if (Object.keys(problems).length > 0) return renderSignUp(call, input, problems, person);
  const { userId, portalId } = createDeveloperAccount(call, input, person);
  const created = call.world.accounts.person(userId);
  const cookie: Record<string, string> = person || !created ? {} : { 'Set-Cookie': startSession(call, created) };
  return redirectTo(`/developer/${portalId}`, cookie);
}

function renderSignUp(
  call: Call,
  input: DeveloperSignUp,
  problems: SignUpProblems,
  person: Person | null,
): SandboxResponse {
  const field = (
    name: keyof DeveloperSignUp,
    label: string,
    extra: { type?: 'email' | 'password'; autocomplete?: string; help?: string } = {},
  ) =>
    textField({
      name,
      label,
      value: name === 'password' ? '' : input[name],
      problem: problems[name],
      isRequired: true,
      ...extra,
    });
  return page(call, {
    title: 'Create a developer account',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    isFocused: true,
    body: html`<h1>Create a developer account</h1>
      <p>
        A developer account holds your apps and their credentials. It is free, and it is not the account whose CRM your
        app uses.
      </p>
      <form method="post" action="/signup/developers" class="form" novalidate>
        ${
          person
            ? html`<p class="quiet">Signed in as ${person.email}.</p>`
            : [
                field('firstName', 'First name', { autocomplete: 'given-name' }),
                field('lastName', 'Last name', { autocomplete: 'family-name' }),
                field('email', 'Email address', { type: 'email', autocomplete: 'username' }),
                field('password', 'Password', {
                  type: 'password',
                  autocomplete: 'new-password',
                  help: 'Stored in plain text on this machine. Don’t reuse a real password.',
                }),
              ]
        }
        ${field('accountName', 'Account name', { autocomplete: 'organization' })}
        <button class="button primary wide" type="submit">Create developer account</button>
      </form>
      ${person ? null : html`<p class="who"><span class="quiet">Have an account already?</span> <a href="/login?next=%2Fdeveloper">Sign in</a></p>`}`,
  });
}
