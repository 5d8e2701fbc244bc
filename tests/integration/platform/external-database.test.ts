import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { checkDatabase } from '@/scripts/start/external-database';
import { createTestDatabase } from '../../support/database';

const { url } = await createTestDatabase();

function changed(change: (url: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

it.each<[string, string, RegExp]>([
  [
    'a wrong password',
    changed((address) => (address.password = 'hidden-word')),
    /rejected the user "maker" or the password/,
  ],
  [
    'a database that is not there',
    changed((address) => (address.pathname = '/nowhere')),
    /has no database "nowhere"\. Create it/,
  ],
  [
    'a host that nobody knows',
    'postgresql://maker:hidden-word@nowhere.invalid/maker',
    /\(nowhere\.invalid:5432\) is unknown/,
  ],
  [
    'a port where nobody listens',
    changed((address) => (address.port = '1')),
    /No PostgreSQL server responds at 127\.0\.0\.1:1\./,
  ],
  ['TLS that the server does not speak', `${url}?sslmode=verify-full`, /does not support SSL/],
])('refuses %s in one sentence, without the password', async (_name, address, sentence) => {
  const failure = await checkDatabase(address).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'Problem', message: expect.stringMatching(sentence) });
  expect(String(failure)).not.toContain('hidden-word');
});

it('refuses a server that is too old, by name', async () => {
  await expect(checkDatabase(url, 990_000)).rejects.toThrow(/is PostgreSQL \d+\.\d+; the Maker needs 99 or later\./);
});

it('refuses what is no PostgreSQL server', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  await expect(checkDatabase(changed((target) => (target.port = port)))).rejects.toThrow(/can't be used/);
  other.close();
});

it('takes one that answers', async () => {
  await expect(checkDatabase(url)).resolves.toBeUndefined();
});
