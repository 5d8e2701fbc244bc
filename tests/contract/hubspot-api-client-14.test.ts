import { describe } from 'vitest';
import type { ClientClass } from '@/tests/support/hubspot-client/connect';
import { describeCalls } from '@/tests/support/hubspot-client/suite';

const neededMajor = 22;
const isTooOld = Number(process.versions.node.split('.')[0]) < neededMajor;

// The package declares Node 22 or newer: on an older engine its calls are reported as skipped.
describe.skipIf(isTooOld)(
  `the sandbox, called by @hubspot/api-client 14.0 (needs Node ${neededMajor}, this is ${process.version})`,
  () => {
    describeCalls(async () => {
      const { Client } = await import('hubspot-api-client-14');
      return asClient13(Client);
    });
  },
);

/** Version 14 keeps every method that the suite calls; where it does not, the call fails and so does its test. */
function asClient13(client: unknown): ClientClass {
  return client as ClientClass;
}
