import pg from 'pg';
import { errorCode, Problem } from '../problem';

/** Throws a Problem, without the password, when DATABASE_URL does not lead to a database that answers. */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const { hostname, port, username, pathname } = new URL(databaseUrl);
  const place = `${hostname}:${port || 5432}`;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new Problem(sentence(error, { place, user: decodeURIComponent(username), name: decodeURIComponent(pathname.slice(1)) }), { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html and Node's system errors. */
function sentence(error: unknown, { place, user, name }: { place: string; user: string; name: string }): string {
  switch (errorCode(error)) {
    case '28P01':
    case '28000':
      return `The PostgreSQL server at ${place} refused the user "${user}" or the password of DATABASE_URL.`;
    case '3D000':
      return `The PostgreSQL server at ${place} has no database "${name}". Create it, or correct DATABASE_URL.`;
    case '53300':
      return `The PostgreSQL server at ${place} has no free connection.`;
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `No PostgreSQL server answers at ${place}. Start it, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host of DATABASE_URL (${place}) is not known. Correct it.`;
    default:
      return `The database of DATABASE_URL at ${place} cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
