import { z } from 'zod';
import { createHubspot } from '@/lib/integrations/crm/hubspot';
import { hubspotManifest } from '@/lib/integrations/crm/hubspot/manifest';
import type { SandboxClient } from '@/sandbox/testing/sandbox-client';
import { capabilityOf, type Provider } from '@/lib/integrations/crm/contract/provider';
import { type OwnersCapability } from '@/lib/integrations/crm/contract/owners';
import { type SchemaCapability } from '@/lib/integrations/crm/contract/schema';
import { type ProviderAccess } from '@/lib/integrations/crm/contract/access';
import { defaultScopes } from '@/lib/integrations/crm/contract/manifest';
import { providerContext } from './provider-context';

export const requiredScopes = defaultScopes(hubspotManifest, 'required');
export const optionalScopes = defaultScopes(hubspotManifest, 'optional');

export interface SentRequest {
  method: string;
  path: string;
}

/** The provider against a sandbox, with a list of everything it sent. Each has a pace of its own. */
export function hubspotAt(sandbox: Pick<SandboxClient, 'url'>): {
  hubspot: Provider;
  schema: SchemaCapability;
  owners: OwnersCapability;
  sent: SentRequest[];
} {
  const sent: SentRequest[] = [];
  const recording: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    sent.push({ method: init?.method ?? 'GET', path: url.pathname });
    return fetch(input, init);
  };
  const hubspot = createHubspot(
    providerContext(sandbox.url, { appUrl: sandbox.url, fetch: recording, now: () => new Date() }),
  );
  const schema = capabilityOf(hubspot, 'schema');
  const owners = capabilityOf(hubspot, 'owners');
  if (!schema.supported || !owners.supported) throw new Error('HubSpot has both');
  return { hubspot, schema: schema.capability, owners: owners.capability, sent };
}

const tokenSchema = z.object({ accessToken: z.string(), portalId: z.number() });

/** The right to act in one portal, without the walk through the pages. */
export async function accessTo(
  sandbox: SandboxClient,
  input: { portalId?: number; scopes?: readonly string[]; expiresInSeconds?: number } = {},
): Promise<ProviderAccess> {
  const answer = await sandbox.control('tokens', input);
  const { accessToken, portalId } = tokenSchema.parse(await answer.json());
  return { accessToken, account: { id: String(portalId), uiDomain: 'app.hubspot.com' } };
}

export async function change(
  sandbox: SandboxClient,
  settings: Record<string, string | number | boolean>,
): Promise<void> {
  const answer = await sandbox.control('settings', settings);
  if (!answer.ok) throw new Error(await answer.text());
}

export async function cause(sandbox: SandboxClient, fault: Record<string, unknown>): Promise<void> {
  const answer = await sandbox.control('faults', fault);
  if (!answer.ok) throw new Error(await answer.text());
}
