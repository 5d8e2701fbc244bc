import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { startSandbox, type SandboxOptions } from '../server';

/** A client for tests that calls a sandbox over HTTP like an app, a browser or the control API. */
export interface SandboxClient {
  url: string;
  close(): Promise<void>;
  /** Doesn't follow redirects. */
  request(path: string, init?: RequestInit): Promise<Response>;
  postForm(path: string, fields: Record<string, string> | [string, string][], init?: RequestInit): Promise<Response>;
  control(path: string, body?: unknown, method?: string): Promise<Response>;
  createApp(app?: Partial<AppInput>): Promise<TestApp>;
  consent(input: { app: TestApp; email: string; portalId?: number; extra?: Record<string, string> }): Promise<URL>;
  /** Signs in and returns the Cookie header. */
  signIn(email: string): Promise<string>;
}

interface AppInput {
  name: string;
  redirectUrls: string[];
  scopes: string[];
  conditionallyRequiredScopes: string[];
  optionalScopes: string[];
}

export interface TestApp {
  appId: number;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  scopes: string[];
}

const appSchema = z.object({ appId: z.number(), clientId: z.string(), clientSecret: z.string() });

export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<SandboxClient> {
  const sandbox = await startSandbox({ port: 0, dataDir: null, makerUrl: 'http://localhost:3000', ...options });
  return connectTo(sandbox.url, () => sandbox.close());
}

export function connectTo(url: string, close: () => Promise<void> = async () => {}): SandboxClient {
  const request = (path: string, init: RequestInit = {}) => fetch(new URL(path, url), { redirect: 'manual', ...init });
  const postForm: SandboxClient['postForm'] = (path, fields, init = {}) =>
    request(path, { method: 'POST', body: new URLSearchParams(fields), ...init });
  const control: SandboxClient['control'] = (path, body, method = 'POST') =>
    request(`/__sandbox/${path}`, method === 'POST' ? { method, body: JSON.stringify(body ?? {}) } : { method });

  async function createApp(input: Partial<AppInput> = {}): Promise<TestApp> {
    const redirectUrls = input.redirectUrls ?? ['http://localhost:3000/callback'];
    const scopes = input.scopes ?? ['oauth', 'crm.objects.contacts.read'];
    const response = await control('apps', { ...input, redirectUrls, scopes });
    return { ...appSchema.parse(await response.json()), redirectUri: redirectUrls[0] ?? '', scopes };
  }

  return {
    url,
    close,
    request,
    postForm,
    control,
    createApp,
    async consent({ app, email, portalId, extra }) {
      const response = await control('consent', {
        url: authorizeUrl(url, app, extra),
        email,
        ...(portalId === undefined ? {} : { portalId }),
      });
      return new URL(z.object({ location: z.string() }).parse(await response.json()).location);
    },
    async signIn(email) {
      const response = await postForm('/login', { email, as: '1' });
      return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
  };
}

export function authorizeUrl(url: string, app: TestApp, extra: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: app.scopes.join(' '),
    ...extra,
  });
  return `${url}/oauth/authorize?${query}`;
}

export function pkcePair(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function tokenFields(app: TestApp, grant: Record<string, string>): Record<string, string> {
  return { client_id: app.clientId, client_secret: app.clientSecret, ...grant };
}

export const tokenBodySchema = z.object({
  token_type: z.literal('bearer'),
  refresh_token: z.string(),
  access_token: z.string(),
  expires_in: z.number(),
  hub_id: z.number(),
  scopes: z.array(z.string()),
  token_use: z.literal('access_token'),
});

export const oauthErrorSchema = z.object({
  error: z.string(),
  error_description: z.string(),
  status: z.string(),
  message: z.string(),
});
