import { z } from 'zod';
import type { SandboxResponse } from '../contract';
import { createCall, type Call } from '../world/context';
import { approve, denialUrl, prepareConsent, readAuthorizeRequest } from '../oauth/authorize';
import { controlError } from './control-error';

const bodySchema = z.strictObject({
  /** The authorize URL that a browser would open. */
  url: z.url(),
  email: z.string(),
  /** Needed only when the user has several accounts. */
  portalId: z.number().int().optional(),
  decision: z.enum(['connect', 'cancel']).default('connect'),
});

/**
 * Consents like a person on the authorize pages, for tests without a browser. Returns `{location}`, the redirect back
 * to the app, or a 409 with the text of HubSpot's error page.
 */
export function consent(call: Call, body: unknown): SandboxResponse {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  const { url, email, portalId, decision } = parsed.data;
  const visit = createCall(call.world, { ...call.request, query: new URL(url).searchParams });
  const authorize = readAuthorizeRequest(visit);
  if ('kind' in authorize) return refused(authorize.title, authorize.sentences);
  const person = call.world.accounts.personByEmail(email);
  if (!person) return controlError(404, `There is no user ${email}`);
  const accounts = call.world.accounts.portalsOf(person).customer;
  const chosen = portalId ?? (accounts.length === 1 ? accounts[0]?.portalId : undefined);
  if (chosen === undefined) return controlError(400, `${email} has ${accounts.length} accounts: send portalId`);
  const portal = call.world.accounts.portal(chosen);
  if (!portal) return controlError(404, `There is no account ${chosen}`);
  const prepared = prepareConsent(authorize, person, portal);
  if (prepared.kind === 'problem') return refused(prepared.title, prepared.sentences);
  if (decision === 'connect') return { status: 200, json: { location: approve(visit, prepared) } };
  if (call.world.settings.text('oauth.cancel') !== 'access_denied')
    return refused('The app was not connected', ['The app isn’t told that you cancelled.']);
  return { status: 200, json: { location: denialUrl(prepared) } };
}

function refused(title: string, sentences: string[]): SandboxResponse {
  return { status: 409, json: { message: title, sentences } };
}
