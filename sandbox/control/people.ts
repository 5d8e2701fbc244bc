import { z } from 'zod';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { numericId } from '../kernel/random';
import { seedPassword } from '../seed/people';
import { controlError } from './control-error';

const membershipSchema = z.strictObject({
  portalId: z.number().int(),
  isSuperAdmin: z.boolean().default(false),
  canInstallApps: z.boolean().default(true),
});
const addSchema = z.strictObject({
  email: z.email(),
  firstName: z.string().default('Test'),
  lastName: z.string().default('User'),
  memberships: z.array(membershipSchema).default([]),
});
const changeSchema = z.strictObject({ email: z.email().optional(), memberships: z.array(membershipSchema).optional() });

type Membership = z.infer<typeof membershipSchema>;

/** A HubSpot user who can sign in. The CRM's owners are always those of the seed. */
export function addPerson(call: Call, body: unknown): SandboxResponse {
  const parsed = addSchema.safeParse(body);
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  const { email, firstName, lastName, memberships } = parsed.data;
  const problem = emailProblem(call, email) ?? membershipProblem(call, memberships);
  if (problem !== null) return controlError(400, problem);
  const userId = numericId(71_000_000, 79_999_999);
  call.commit({
    type: 'account.signedUp',
    portalId: null,
    data: { userId, email, firstName, lastName, password: seedPassword },
  });
  call.commit({ type: 'account.personChanged', portalId: null, data: { userId, memberships } });
  return { status: 201, json: { userId, email, password: seedPassword } };
}

/** Changes a user's email address or accounts but not their id, as a HubSpot administrator can. */
export function changePerson(call: Call, body: unknown): SandboxResponse {
  const person = call.world.accounts.person(numberIn(call));
  if (!person) return controlError(404, 'There is no such user');
  const parsed = changeSchema.safeParse(body);
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  const { email, memberships } = parsed.data;
  const isNewEmail = email !== undefined && email.toLowerCase() !== person.email.toLowerCase();
  const problem = (isNewEmail ? emailProblem(call, email) : null) ?? membershipProblem(call, memberships ?? []);
  if (problem !== null) return controlError(400, problem);
  call.commit({ type: 'account.personChanged', portalId: null, data: { userId: person.userId, ...parsed.data } });
  return { status: 200, json: call.world.accounts.person(person.userId) };
}

/** Deletes the account: refreshes return BAD_HUB and its tokens 401. A reset restores it. */
export function removePortal(call: Call): SandboxResponse {
  const portal = call.world.accounts.portal(numberIn(call));
  if (!portal) return controlError(404, 'There is no such account');
  call.commit({ type: 'account.portalRemoved', portalId: portal.portalId, data: {} });
  return { status: 204, empty: true };
}

function emailProblem({ world }: Call, email: string): string | null {
  return world.accounts.personByEmail(email) ? `${email} belongs to a user already` : null;
}

function membershipProblem({ world }: Call, memberships: Membership[]): string | null {
  const unknown = memberships.find(({ portalId }) => !world.accounts.portal(portalId));
  return unknown ? `There is no account ${unknown.portalId}` : null;
}

function numberIn({ request }: Call): number {
  return Number(request.path.split('/').at(-1));
}
