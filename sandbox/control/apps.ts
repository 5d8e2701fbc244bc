import { z } from 'zod';
import { createApp } from '../apps/app-commands';
import { draftProblems, problemSentences, scopeThatStays } from '../apps/app-draft';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { createDeveloperAccount } from '../accounts/sign-up';
import { controlError } from './control-error';

const bodySchema = z.strictObject({
  name: z.string().default('Test app'),
  redirectUrls: z.array(z.string()).min(1),
  scopes: z.array(z.string()).default([scopeThatStays]),
  conditionallyRequiredScopes: z.array(z.string()).default([]),
  optionalScopes: z.array(z.string()).default([]),
});

const controlDeveloper = {
  email: 'control@developers.example',
  firstName: 'Control',
  lastName: 'API',
  password: 'sandbox',
  accountName: 'Made by the control API',
};

/** Creates an app with its credentials, with the same checks as the developer pages. */
export function createControlApp(call: Call, body: unknown): SandboxResponse {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  const { name, redirectUrls, scopes, conditionallyRequiredScopes, optionalScopes } = parsed.data;
  const draft = {
    name,
    description: '',
    redirectUrls,
    requiredScopes: [scopeThatStays, ...scopes.filter((scope) => scope !== scopeThatStays)],
    conditionallyRequiredScopes,
    optionalScopes,
  };
  const [problem] = problemSentences(draftProblems(draft));
  if (problem !== undefined) return controlError(400, problem);
  const app = createApp(call, ownerAccount(call), draft);
  return { status: 201, json: { appId: app.appId, clientId: app.clientId, clientSecret: app.clientSecret } };
}

export function showSeed({ world }: Call): SandboxResponse {
  return {
    status: 200,
    json: {
      portals: world.accounts.customerPortals(),
      people: world.accounts.people(),
    },
  };
}

function ownerAccount(call: Call): number {
  const person = call.world.accounts.personByEmail(controlDeveloper.email);
  const existing = person ? call.world.accounts.portalsOf(person).developer[0] : undefined;
  return existing?.portalId ?? createDeveloperAccount(call, controlDeveloper, person).portalId;
}
