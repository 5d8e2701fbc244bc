import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readRecorded, type Recorded } from './answers';
import type { DatabaseText } from './database';
import { Finder, encodingsOf, type Hit } from './finder';
import { parameterOf, Secrets, type Secret } from './secrets';

/** Everything that a run recorded. */
export interface Recordings {
  dataDir: string;
  recordDir: string;
  buildDir: string;
  database: DatabaseText;
  /** What the operator has read, set-up link included. */
  output: string;
  setUpUrl: string | null;
  /** Of the administrator made at the start; whatever else is typed is found in what was asked. */
  adminPassword: string | null;
}

const MAX_SHOWN = 20;

/** S-24: searches everything that the product wrote or sent for every secret of a run. Throws if one is found. */
export async function findSecrets(recordings: Recordings): Promise<string> {
  const secrets = await collect(recordings);
  const finder = new Finder(
    secrets.all().flatMap((secret) => encodingsOf(secret.value).map((bytes) => [bytes, secret] as const)),
  );
  const leaks: string[] = [];
  const look = (place: string, text: Buffer, mayStand: (secret: Secret) => boolean = () => false) => {
    const hits = finder.find(text);
    const unallowed = hits.filter(({ what }) => !mayStand(what));
    if (unallowed.length === 0) return;
    const masked = Buffer.from(text);
    for (const { from, to } of hits) masked.fill('*', from, to);
    for (const hit of unallowed) leaks.push(describe(place, masked, hit));
  };

  const answers = searchAnswers(recordings.recordDir, look);
  for (const [name, rows] of recordings.database.tables) look(`the table ${name}`, rows);
  look(
    'the terminal',
    Buffer.from(recordings.output),
    ({ value }) => value === parameterOf(recordings.setUpUrl, 'token'),
  );
  const files = [
    ...filesIn(recordings.database.folder).map((path) => ['the files of the database', path] as const),
    ...filesIn(join(recordings.dataDir, 'logs')).map((path) => ['the logs', path] as const),
    ['the logs', join(recordings.dataDir, 'postgres', 'server.log')] as const,
    ...filesIn(recordings.buildDir).map((path) => ['the build', path] as const),
  ];
  let bytes = 0;
  for (const [what, path] of files) {
    const text = readFileSync(path);
    bytes += text.length;
    look(`${what}, ${relative(process.cwd(), path)}`, text);
  }
  const counts = `${secrets.all().length} secrets in ${answers} answers, ${recordings.database.tables.length} tables and ${files.length} files (${Math.round(bytes / 1e6)} MB)`;
  if (leaks.length > 0)
    throw new Error(
      [
        `Secrets stand where they must not (${counts}):`,
        ...leaks.slice(0, MAX_SHOWN),
        ...(leaks.length > MAX_SHOWN ? [`and ${leaks.length - MAX_SHOWN} more`] : []),
      ].join('\n'),
    );
  return counts;
}

async function collect({ dataDir, recordDir, setUpUrl, adminPassword }: Recordings): Promise<Secrets> {
  const secrets = new Secrets();
  secrets.addInstance(dataDir);
  secrets.add('password', adminPassword);
  secrets.add('set-up link', parameterOf(setUpUrl, 'token'), { isLink: true });
  for (const recorded of readRecorded(recordDir)) secrets.addRecorded(recorded);
  await secrets.addSessionIds();
  return secrets;
}

function searchAnswers(
  folder: string,
  look: (place: string, text: Buffer, mayStand: (secret: Secret) => boolean) => void,
): number {
  let count = 0;
  for (const recorded of readRecorded(folder)) {
    if (recorded.program !== 'maker') continue;
    count += 1;
    const { 'set-cookie': _, ...headers } = recorded.headers;
    const text = Buffer.concat([Buffer.from(`${JSON.stringify(headers)}\n`), recorded.answered()]);
    look(
      `the answer ${recorded.status} to ${recorded.method} ${recorded.url.replace(/\?.*$/, '?…')} at ${recorded.at}`,
      text,
      (secret) => isShownTo(secret, recorded),
    );
  }
  if (count === 0) throw new Error(`No answer was recorded in ${folder}: nothing was looked through`);
  return count;
}

function isShownTo(secret: Secret, { id, url }: Recorded): boolean {
  return secret.shownIn === id || (secret.isLink && url.includes(secret.value));
}

/** Describes where a secret was found, without printing it. */
function describe(place: string, masked: Buffer, { what, from, to }: Hit<Secret>): string {
  const around = masked
    .toString('latin1', Math.max(0, from - 60), to + 20)
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .replaceAll(/\*{4,}/g, '****');
  return `- ${what.kind} ${what.value.slice(0, 3)}… (${what.value.length} characters) in ${place}: ${around}`;
}

function filesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length === 0) throw new Error(`${folder} is empty: nothing was looked through`);
  return files;
}
