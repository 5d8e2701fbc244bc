import type { Client } from '@hubspot/api-client';
import { z } from 'zod';
import { recordCalls, typedCalls } from './coverage';
import { type SandboxClient, startTestSandbox } from '@/sandbox/testing/sandbox-client';

/** An official client over real HTTP: nothing about it is changed but its base URL. */
export interface ConnectedClient {
  hubspot: Client;
  /** Typed calls that the client has for what is served, and those of them not made so far. */
  typedCalls(): { all: string[]; unmade: string[] };
  sandbox: SandboxClient;
  /** Waits for the search index. */
  settle: () => Promise<void>;
}

export type ClientClass = new (config: {
  accessToken: string;
  basePath: string;
  numberOfApiCallRetries: number;
}) => Client;

export async function connectClient(ClientOf: ClientClass): Promise<ConnectedClient> {
  const sandbox = await startTestSandbox();
  const token = await sandbox.control('tokens');
  const { accessToken } = z.object({ accessToken: z.string() }).parse(await token.json());
  // The suites ask faster than an app may; the limits have tests of their own.
  await sandbox.control('settings', { 'limits.burst': 100_000, 'limits.search': 100_000 });
  const plain = new ClientOf({ accessToken, basePath: sandbox.url, numberOfApiCallRetries: 0 });
  const { client, made } = recordCalls(plain);
  return {
    hubspot: client,
    sandbox,
    typedCalls() {
      const all = typedCalls(plain);
      return { all, unmade: all.filter((name) => !made.has(name)) };
    },
    async settle() {
      const answer = await sandbox.control('clock', { advanceMs: 60_000 });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

const failureSchema = z.object({ code: z.number(), body: z.object({ category: z.string() }) });

/** Status and category of the refusal a typed call is thrown back with. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { code, body } = failureSchema.parse(error);
    return `${code} ${body.category}`;
  }
  throw new Error('The call was not refused');
}
