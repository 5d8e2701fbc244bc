import { expect, it } from 'vitest';
import { newSecret } from '@/lib/platform/crypto';
import { createApiKey } from '@/lib/services/api-keys/create-api-key';
import { readApiKey } from '@/lib/services/api-keys/read-api-key';
import { revokeApiKey } from '@/lib/services/api-keys/revoke-api-key';
import { startWorld } from '../../support/connect-world';

const world = await startWorld();
const admin = () => world.ctx(world.administrator.actor);
const show = (key: string) => readApiKey(world.ctx(), { authorization: `Bearer ${key}` });
const newKey = (name: string) => createApiKey(admin(), { name, scopes: ['interactions.write'] });

/** Somebody behind the same address. */
async function guessUntilRefused(): Promise<void> {
  for (let guesses = 0; guesses < 40; guesses += 1) await show(`maker_${newSecret()}`).catch(() => undefined);
  await expect(show(`maker_${newSecret()}`)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
}

it('a phone system that works is not held up by somebody who guesses keys behind its address', async () => {
  const { key } = await newKey('Phone system');
  await show(key);
  await guessUntilRefused();
  expect(await show(key)).toMatchObject({ kind: 'api-key', name: 'Phone system' });
});

it('a key that was revoked is refused at once, and is one of many guesses from then on', async () => {
  const { id, key } = await newKey('Old phone system');
  await show(key);
  await guessUntilRefused();
  await revokeApiKey(admin(), { id });
  await expect(show(key)).rejects.toMatchObject({ key: 'api_key_revoked' });
  await expect(show(key)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});
