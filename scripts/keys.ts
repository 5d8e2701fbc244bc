import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { closeDeployment, contextOf, createDeployment } from '@/lib/deployment';
import { env, KEY_BYTES, readKeyRing, writeKeyRing } from '@/lib/platform/env';
import { readKeysFile, writeKeysFile, type StoredKeys } from '@/lib/platform/keys-file';
import { listKeyUses } from '@/lib/services/keys/queries';
import { sealSecrets } from '@/lib/services/keys/seal-secrets';

const USAGE = `npm run keys -- status
npm run keys -- rotate [--wait <seconds>]

status  says how many secrets each key has sealed
rotate  makes a new key, seals every secret anew with it, and then removes the old one. The product goes on running.
        --wait: how long what was begun before may take, 20 seconds unless you say otherwise
`;

const deployment = createDeployment('web');
const ctx = contextOf(deployment, { actor: { kind: 'system', name: 'npm run keys' } });
const say = (line: string) => process.stdout.write(`${line}\n`);
const { keysFile, encryptionKeys } = env();

const asked = readArguments();
if (asked === null) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else if (asked.action === 'status') await status();
else process.exitCode = keysFile === null ? await rotateGiven() : await rotateFile(keysFile, asked.waitMs);
await closeDeployment(deployment);

async function status(): Promise<void> {
  const counts = await listKeyUses(ctx);
  for (const [index, { id }] of encryptionKeys.entries())
    say(`${id}: ${counts.get(id) ?? 0} secrets${index === 0 ? ', and all new ones' : ''}`);
  for (const [id, count] of counts)
    if (!encryptionKeys.some((key) => key.id === id))
      say(`${id}: ${count} secrets that can't be opened: the key is missing`);
}

/** False, with a sentence, for a file that is mounted read-only, say. */
function write(path: string, keys: StoredKeys): boolean {
  try {
    writeKeysFile(path, keys);
    return true;
  } catch (error) {
    say(`${path} can't be written: ${error instanceof Error ? error.message : String(error)}.`);
    return false;
  }
}

/** Processes of this machine look into the file each time, so it is enough to write it. */
async function rotateFile(path: string, waitMs: number): Promise<number> {
  const { SESSION_SECRET, ENCRYPTION_KEYS } = readKeysFile(path);
  const before = readKeyRing(ENCRYPTION_KEYS);
  const [first, ...older] = before;
  // Interrupted earlier: that rotation is finished first.
  const current =
    first && older.length > 0 ? first : { id: nextId(before.map(({ id }) => id)), key: randomBytes(KEY_BYTES) };
  const former = before.filter(({ id }) => id !== current.id);
  if (!write(path, { SESSION_SECRET, ENCRYPTION_KEYS: writeKeyRing([current, ...former]) })) return 1;
  say(`${current.id} seals from now on.`);
  if (!(await sealAll(current.id))) return 1;
  await sleep(waitMs);
  if (!(await sealAll(current.id))) return 1;
  if (await isUsed(former.map(({ id }) => id))) return 1;
  // Another rotation finished or began meanwhile: its key must not be lost.
  if (readKeysFile(path).ENCRYPTION_KEYS !== writeKeyRing([current, ...former])) {
    say(`${path} was changed meanwhile, so no key was removed. Run this again.`);
    return 1;
  }
  if (!write(path, { SESSION_SECRET, ENCRYPTION_KEYS: writeKeyRing([current]) })) return 1;
  say(`Removed ${former.map(({ id }) => id).join(', ')}. Backups made before need the former ${path}.`);
  return 0;
}

/** The operator holds the keys: a new one stands first already, and every process knows it. */
async function rotateGiven(): Promise<number> {
  const [current, ...former] = encryptionKeys;
  if (current === undefined || former.length === 0) {
    say('Put a new key in front of ENCRYPTION_KEYS, restart every process with it, and run this again.');
    return 1;
  }
  if (!(await sealAll(current.id)) || (await isUsed(former.map(({ id }) => id)))) return 1;
  say(
    `Nothing is sealed by ${former.map(({ id }) => id).join(', ')} any more. Remove it from ENCRYPTION_KEYS and restart every process.`,
  );
  return 0;
}

async function sealAll(keyId: string): Promise<boolean> {
  const { count, unreadable } = await sealSecrets(ctx, { keyId });
  say(`Sealed ${count} secrets anew.`);
  if (unreadable.length === 0) return true;
  say(`No key opens these, so nothing was removed: ${unreadable.join(', ')}.`);
  return false;
}

async function isUsed(former: readonly string[]): Promise<boolean> {
  const counts = await listKeyUses(ctx);
  const used = former.filter((id) => counts.has(id));
  if (used.length > 0) say(`${used.join(', ')} still sealed something. Run this again.`);
  return used.length > 0;
}

function nextId(ids: readonly string[]): string {
  const numbers = ids.map((id) => Number(/^k(\d{1,9})$/.exec(id)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}`;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { wait: { type: 'string', default: '20' } },
    });
    const action = (['status', 'rotate'] as const).find((known) => known === positionals.join(' '));
    return action === undefined || !/^\d{1,4}$/.test(values.wait)
      ? null
      : { action, waitMs: Number(values.wait) * 1000 };
  } catch {
    return null;
  }
}
