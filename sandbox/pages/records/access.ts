import type { Portal, SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import type { Person } from '../../seed/people';
import { signedInPerson } from '../browser';
import { html } from '../html';
import { page, redirectTo } from '../page';

export interface RecordAccess {
  person: Person;
  portal: Portal;
}

/** The account in the path. Only its own users have access; others are asked to sign in as one of them. */
export function openPortal(call: Call, portalId: string): RecordAccess | { refusal: SandboxResponse } {
  const { request } = call;
  const next = new URLSearchParams({ next: `${request.path}${request.query.size > 0 ? `?${request.query}` : ''}` });
  const person = signedInPerson(call);
  if (!person) return { refusal: redirectTo(`/login?${next}`) };
  const portal = call.world.accounts
    .portalsOf(person)
    .customer.find((account) => account.portalId === Number(portalId));
  if (portal) return { person, portal };
  return {
    refusal: page(call, {
      title: 'No access',
      status: 403,
      person,
      body: html`<h1>You do not have access to this account</h1>
        <p>${person.email} is not a user of account ${portalId}.</p>
        <p><a class="button" href="/login?${next.toString()}">Sign in as someone else</a></p>`,
    }),
  };
}
