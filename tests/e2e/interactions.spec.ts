import { expect, test } from './fixtures';
import { sandbox } from './support/sandbox';
import { Telephone } from './support/telephone';

test('a call announced without an API key, or with an unknown one, is refused and leaves nothing in HubSpot', async () => {
  const before = await sandbox.ledger();
  for (const key of [null, 'mk_unknown']) {
    const call = new Telephone(key).call({ id: `refused-${Date.now()}`, agent: 'lea@atelier-lumen.example', number: '+33199000041' });
    expect((await call.presented()).status).toBe(401);
  }
  expect((await sandbox.ledger()).total).toBe(before.total);
});
