import pg from 'pg';
import { errorCode, Problem } from '../problem';

const TIMEOUT_MS = 10_000;
/** As the server counts: major version times 10 000. */
const OLDEST = 140_000;

/** Throws a Problem, without the password, when DATABASE_URL does not lead to a database that can be used. */
export async function checkDatabase(databaseUrl: string, oldest = OLDEST): Promise<void> {
  const { hostname, port, username, pathname } = new URL(databaseUrl);
  const place = `${hostname}:${port || 5432}`;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
      "SELECT current_setting('server_version_num') AS server_version_num, current_setting('server_version') AS server_version",
    );
    const [server] = rows;
    if (server && Number(server.server_version_num) < oldest) {
      throw new Problem(
        `The server at ${place} is PostgreSQL ${server.server_version}; the Maker needs ${oldest / 10_000} or later.`,
      );
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      sentence(error, { place, user: decodeURIComponent(username), name: decodeURIComponent(pathname.slice(1)) }),
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html and Node's system errors. */
function sentence(error: unknown, { place, user, name }: { place: string; user: string; name: string }): string {
  switch (errorCode(error)) {
    case '28P01':
    case '28000':
      return `The PostgreSQL server at ${place} rejected the user "${user}" or the password in DATABASE_URL.`;
    case '3D000':
      return `The PostgreSQL server at ${place} has no database "${name}". Create it, or correct DATABASE_URL.`;
    case '53300':
      return `The PostgreSQL server at ${place} has no connections left.`;
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `No PostgreSQL server responds at ${place}. Start it, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host in DATABASE_URL (${place}) is unknown. Correct DATABASE_URL.`;
    case undefined:
    default:
      // Without a code: pg's own clock, because something took the connection and said nothing.
      if (error instanceof Error && error.message === 'timeout expired')
        return `The server at ${place} didn't respond as a PostgreSQL server within ${TIMEOUT_MS / 1000} seconds. Correct DATABASE_URL.`;
      return `The database in DATABASE_URL at ${place} can't be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
