import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ClientClass } from '@/tests/support/hubspot-client/connect';
import { describeCalls } from '@/tests/support/hubspot-client/suite';

const ownMajor = Number(process.versions.node.split('.')[0]);
const neededMajor = 22;

describe(`the sandbox, called by @hubspot/api-client 14.0 (node ${process.version})`, () => {
  if (ownMajor >= neededMajor) describeCalls(loadClient14);
  else {
    it(`is skipped by engine: the package asks for node >= ${neededMajor}`, async () => {
      const manifest: unknown = JSON.parse(await readFile('node_modules/hubspot-api-client-14/package.json', 'utf8'));
      expect(z.object({ engines: z.object({ node: z.string() }) }).parse(manifest).engines.node).toMatch(/^>=\s*22/);
    });
  }
});

async function loadClient14(): Promise<ClientClass> {
  const { Client } = await import('hubspot-api-client-14');
  return asClient13(Client);
}

/** Version 14 keeps every method that the suite calls; where it does not, the call fails and so does its test. */
function asClient13(client: unknown): ClientClass {
  return client as ClientClass;
}
