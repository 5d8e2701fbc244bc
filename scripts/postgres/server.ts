import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import pg from 'pg';
import { z } from 'zod';
import { diskFull, Problem } from '../problem';
import { serverAccount, type Account } from './account';
import { findBinaries } from './binaries';
import { lastLine, notRunnable, prepareCluster, SERVER_ENVIRONMENT } from './cluster';
import { endLeftover } from './leftover';
import { preparePlace, type Place } from './place';
import { addressFor, type Access, type Role } from './roles';

export interface EmbeddedServer extends Access {
  /** Stops cleanly and quickly: open connections are closed, and every acknowledged write is on disk. */
  stop(): Promise<void>;
  /** Resolves when it has ended for any reason. */
  ended: Promise<void>;
}

export interface ServerOptions {
  say?: (line: string) => void;
  /** false only in tests: acknowledged writes may be lost if the machine stops. */
  durable?: boolean;
  /** Preferred, so that clients find a restarted server; another one if it is taken. */
  port?: number;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const ATTEMPTS = 40;
const RETRY_MS = 250;
const MAX_LOG_BYTES = 10 * 1024 * 1024;
const LOG_CHECK_MS = 10 * 60_000;

/**
 * Starts the PostgreSQL that comes with the product on a free port of 127.0.0.1, with its cluster under `folder`.
 * The server stops when this process ends, however it ends. The caller must have locked the data folder (see
 * data-folder.ts). Throws a Problem.
 */
export async function startEmbeddedServer(folder: string, options: ServerOptions = {}): Promise<EmbeddedServer> {
  const say = options.say ?? (() => {});
  const account = serverAccount();
  const place = preparePlace(folder, account, say);
  const binaries = findBinaries(account, place.serverFolder, say);
  const { data, password } = prepareCluster(place, binaries, account, say);
  await endLeftover(data);

  for (let attempt = 1; ; attempt += 1) {
    const preferred = attempt === 1 && options.port !== undefined ? { port: options.port } : {};
    const port = await getPort({ host: '127.0.0.1', ...preferred });
    const launch = launchServer({
      program: binaries.postgres,
      data,
      port,
      place,
      account,
      durable: options.durable ?? true,
    });
    if (await becomesReady(launch, addressFor('superuser', 'postgres', { port, password }))) {
      writeNotice(place.folder, { port });
      return { port, password, stop: () => stopServer(launch, place.folder), ended: launch.ended };
    }
    await launch.ended;
    const log = readFileSync(launch.logPath, 'utf8').slice(launch.logStart);
    if (!isTransient(log) || attempt === ATTEMPTS) throw startFailure(log, launch.logPath, data);
    await sleep(RETRY_MS);
  }
}

/** The address for a role of the server that another process runs on this folder, if it answers; null otherwise. */
export async function runningServerUrl(folder: string, database: string, role: Role): Promise<string | null> {
  try {
    const { port } = noticeSchema.parse(JSON.parse(readFileSync(join(folder, NOTICE), 'utf8')));
    const password = readFileSync(join(folder, 'password'), 'utf8').trim();
    const url = addressFor(role, database, { port, password });
    return (await answers(url)) ? url : null;
  } catch {
    return null;
  }
}

const NOTICE = 'running.json';
const noticeSchema = z.object({ port: z.number().int() });

function writeNotice(folder: string, notice: z.infer<typeof noticeSchema>): void {
  writeFileSync(join(folder, NOTICE), JSON.stringify(notice), { mode: 0o600 });
}

/**
 * A small shell between us and the server waits for our end of its pipe to close, which happens however this process
 * ends, even by kill -9. Then it stops the server cleanly.
 */
const GUARDIAN = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -INT "$server"; } &
watcher=$!
trap '' HUP INT
trap 'kill -INT "$server"' TERM
wait "$server"
status=$?
while kill -0 "$server" 2>/dev/null; do wait "$server"; status=$?; done
kill "$watcher" 2>/dev/null
exit "$status"
`;

interface Launch {
  child: ChildProcess;
  /** Rejects when the program cannot be run at all. */
  ended: Promise<void>;
  hasEnded: boolean;
  logPath: string;
  logStart: number;
}

function launchServer(input: {
  program: string;
  data: string;
  port: number;
  place: Place;
  account: Account | null;
  durable: boolean;
}): Launch {
  const { program, data, port, place, account, durable } = input;
  const logPath = join(place.folder, 'server.log');
  const log = openSync(logPath, 'a', 0o600);
  keepSmall(logPath);
  const logStart = statSync(logPath).size;
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    // Keeps row values and routine messages out of its log.
    'log_error_verbosity=terse',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const child: ChildProcess = spawn(
    '/bin/sh',
    ['-c', GUARDIAN, 'maker-database', program, '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      cwd: '/',
      // In its own session, so that Ctrl-C in the terminal reaches the app first, which then disconnects from its database.
      detached: true,
      stdio: ['pipe', log, log],
      env: SERVER_ENVIRONMENT,
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    },
  );
  closeSync(log);
  // The pipe stays open on its own; neither it nor the child keeps a finished script from exiting.
  child.unref();
  child.stdin?.on('error', () => {});
  const launch: Launch = {
    child,
    ended: once(child, 'exit').then(() => undefined),
    hasEnded: false,
    logPath,
    logStart,
  };
  launch.ended = launch.ended
    .catch((error: unknown) => {
      throw error instanceof Error ? notRunnable(error) : error;
    })
    .finally(() => {
      launch.hasEnded = true;
    });
  launch.ended.catch(() => {});
  const timer = setInterval(() => keepSmall(logPath), LOG_CHECK_MS).unref();
  launch.ended.finally(() => clearInterval(timer)).catch(() => {});
  return launch;
}

/** The server appends to it, so it can be emptied while the server runs. */
function keepSmall(logPath: string): void {
  if (statSync(logPath).size > MAX_LOG_BYTES) truncateSync(logPath);
}

async function becomesReady(launch: Launch, url: string): Promise<boolean> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!launch.hasEnded) {
    if (await answers(url)) return true;
    if (Date.now() > deadline) {
      await endServer(launch);
      throw new Problem(
        `The database didn't respond within ${READY_TIMEOUT_MS / 1000} seconds (more in ${launch.logPath}).`,
      );
    }
    await sleep(25);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function stopServer(launch: Launch, folder: string): Promise<void> {
  rmSync(join(folder, NOTICE), { force: true });
  await endServer(launch);
}

async function endServer({ child, ended, hasEnded }: Launch): Promise<void> {
  if (hasEnded) return;
  child.ref();
  child.stdin?.end();
  // Kills the whole group if a clean stop takes too long; the database recovers at its next start.
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGQUIT'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

/** Another program has taken the port since, or a killed server's shared memory isn't released yet. */
function isTransient(log: string): boolean {
  return /Address already in use|could not create any TCP\/IP sockets|pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(
    log,
  );
}

function startFailure(log: string, logPath: string, data: string): Problem {
  if (log.includes('No space left on device')) return diskFull(data);
  if (/GLIBC|error while loading shared libraries/.test(log)) return notRunnable(new Error(log));
  const fatal = log.split('\n').findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? log;
  return new Problem(
    `The database didn't start: ${lastLine(fatal).replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')} (more in ${logPath})`,
  );
}
