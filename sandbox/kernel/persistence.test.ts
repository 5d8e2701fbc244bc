import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startProgram } from '../testing/sandbox-program';
import {
  connectTo,
  startTestSandbox,
  tokenBodySchema,
  tokenFields,
  type SandboxClient,
  type TestApp,
} from '../testing/sandbox-client';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const journal = () => join(dataDir, 'sandbox', 'journal.jsonl');

async function connect(sandbox: SandboxClient): Promise<{ app: TestApp; refreshToken: string; accessToken: string }> {
  const app = await sandbox.createApp();
  const code = (await sandbox.consent({ app, email: 'lea@atelier-lumen.example' })).searchParams.get('code') ?? '';
  const response = await sandbox.postForm(
    '/oauth/2026-03/token',
    tokenFields(app, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri }),
  );
  const tokens = tokenBodySchema.parse(await response.json());
  return { app, refreshToken: tokens.refresh_token, accessToken: tokens.access_token };
}

const refresh = (sandbox: SandboxClient, { app, refreshToken }: { app: TestApp; refreshToken: string }) =>
  sandbox.postForm(
    '/oauth/2026-03/token',
    tokenFields(app, { grant_type: 'refresh_token', refresh_token: refreshToken }),
  );
const details = (sandbox: SandboxClient, accessToken: string) =>
  sandbox.request('/account-info/v3/details', { headers: { authorization: `Bearer ${accessToken}` } });

describe('stored state', () => {
  it('survives a restart: sessions, apps, tokens, clock, settings', async () => {
    const first = await startTestSandbox({ dataDir });
    const connected = await connect(first);
    const cookie = await first.signIn('lea@atelier-lumen.example');
    await first.control('clock', { advanceSeconds: 600 });
    await first.control('settings', { 'limits.burst': 7 });
    await first.close();

    const second = await startTestSandbox({ dataDir });
    expect((await details(second, connected.accessToken)).headers.get('x-hubspot-ratelimit-max')).toBe('7');
    expect((await refresh(second, connected)).status).toBe(200);
    expect((await second.request('/developer', { headers: { cookie } })).status).toBe(200);
    expect(await (await second.control('clock', undefined, 'GET')).json()).toMatchObject({ offsetMs: 600_000 });
    await second.close();
  });

  it('survives kill -9 in the middle of a line', async () => {
    const first = await startTestSandbox({ dataDir });
    const connected = await connect(first);
    await first.close();
    const whole = statSync(journal()).size;
    appendFileSync(journal(), '{"seq":99,"type":"oauth.refre');

    const second = await startTestSandbox({ dataDir });
    expect(statSync(journal()).size).toBe(whole);
    expect((await refresh(second, connected)).status).toBe(200);
    await second.close();
    const third = await startTestSandbox({ dataDir });
    expect((await refresh(third, connected)).status).toBe(200);
    await third.close();
  });

  it('is on disk before the response: killing the process loses nothing that was confirmed', async () => {
    const program = await startProgram(dataDir);
    const connected = await connect(connectTo(program.url));
    await program.end('SIGKILL');

    const second = await startTestSandbox({ dataDir });
    expect((await refresh(second, connected)).status).toBe(200);
    await second.close();
  });

  it('includes the CRM, before and after the journal is compacted', async () => {
    const bearer = async (sandbox: SandboxClient) => {
      const issued = z.object({ accessToken: z.string() }).parse(await (await sandbox.control('tokens', {})).json());
      return { authorization: `Bearer ${issued.accessToken}`, 'content-type': 'application/json' };
    };
    const first = await startTestSandbox({ dataDir });
    const body = JSON.stringify({ properties: { email: 'kept@example.com', lastname: 'Kept' } });
    const created = await first.request('/crm/objects/2026-09/contacts', {
      method: 'POST',
      headers: await bearer(first),
      body,
    });
    const { id } = z.object({ id: z.string() }).parse(await created.json());
    await first.close();

    for (const compactAboveBytes of [1_000_000, 100, 1_000_000]) {
      const again = await startTestSandbox({ dataDir, compactAboveBytes });
      const read = await again.request(`/crm/v3/objects/contacts/${id}`, { headers: await bearer(again) });
      expect([compactAboveBytes, read.status, await read.json()]).toMatchObject([
        compactAboveBytes,
        200,
        { properties: { email: 'kept@example.com', lastname: 'Kept' } },
      ]);
      const again409 = await again.request('/crm/objects/2026-09/contacts', {
        method: 'POST',
        headers: await bearer(again),
        body,
      });
      expect(again409.status).toBe(409);
      await again.close();
    }
  });

  it('is deleted by a reset, also after a restart', async () => {
    const first = await startTestSandbox({ dataDir });
    const connected = await connect(first);
    await first.control('reset');
    expect((await refresh(first, connected)).status).toBe(400);
    expect(readFileSync(journal(), 'utf8')).toBe('');
    const again = await connect(first);
    await first.close();
    const second = await startTestSandbox({ dataDir });
    expect((await refresh(second, connected)).status).toBe(400);
    expect((await refresh(second, again)).status).toBe(200);
    await second.close();
  });

  it('is unchanged by compacting the journal, which becomes smaller', async () => {
    const first = await startTestSandbox({ dataDir });
    const connected = await connect(first);
    for (let round = 0; round < 30; round += 1) await first.control('clock', { advanceMs: 1 });
    await first.close();
    const before = statSync(journal()).size;

    const second = await startTestSandbox({ dataDir, compactAboveBytes: 1000 });
    expect(statSync(journal()).size).toBeLessThan(before);
    expect((await refresh(second, connected)).status).toBe(200);
    await second.close();
    const third = await startTestSandbox({ dataDir });
    expect((await refresh(third, connected)).status).toBe(200);
    expect((await details(third, connected.accessToken)).status).toBe(200);
    expect(await (await third.control('clock', undefined, 'GET')).json()).toMatchObject({ offsetMs: 30 });
    await third.close();
  });
});
