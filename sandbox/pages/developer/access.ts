import type { App } from '../../world/app-store';
import type { Portal, SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import type { Person } from '../../seed/people';
import { signedInPerson } from '../browser';
import { html } from '../html';
import { page, redirectTo } from '../page';

export interface DeveloperAccess {
  person: Person;
  portal: Portal;
}

type Refusal = { refusal: SandboxResponse };

/** The developer account in the path. Only its own users have access. */
export function openDeveloperAccount(call: Call, portalId: string): DeveloperAccess | Refusal {
  const person = signedInPerson(call);
  if (!person) return { refusal: redirectTo(`/login?${new URLSearchParams({ next: call.request.path })}`) };
  const portal = call.world.accounts
    .portalsOf(person)
    .developer.find((account) => account.portalId === Number(portalId));
  if (!portal)
    return { refusal: notFound(call, person, 'There is no such developer account, or you are not one of its users.') };
  return { person, portal };
}

export function openApp(call: Call, portalId: string, appId: string): (DeveloperAccess & { app: App }) | Refusal {
  const access = openDeveloperAccount(call, portalId);
  if ('refusal' in access) return access;
  const app = call.world.apps.byId(Number(appId));
  if (!app || app.ownerPortalId !== access.portal.portalId) {
    return {
      refusal: notFound(
        call,
        access.person,
        'There is no such app in this account. It may have been deleted.',
        access.portal,
      ),
    };
  }
  return { ...access, app };
}

function notFound(call: Call, person: Person, sentence: string, portal: Portal | null = null): SandboxResponse {
  return page(call, {
    title: 'Not found',
    status: 404,
    person,
    portal,
    current: 'development',
    body: html`<h1>Not found</h1>
      <p>${sentence}</p>
      <p><a href="/developer">Go to Development</a></p>`,
  });
}
