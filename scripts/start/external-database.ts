import pg from 'pg';
import { errorCode, Problem } from '../problem';
import { say } from './progress';

const TIMEOUT_MS = 10_000;
/** In the server's own numbering: major version times 10,000. */
const OLDEST = 140_000;

/** A database that can be reached, under each of the two roles that a start needs. */
export interface OpenDatabase {
  url: string;
  migrationUrl: string;
  /** Gets its rights after the migrations. null: it owns the tables, because it applies the migrations itself. */
  runtimeRole: string | null;
}

/** Who connects, and what it may do to the tables of the product. */
interface Connection {
  role: string;
  database: string;
  isSuperuser: boolean;
  /** Directly, or as a member of a role that does. */
  ownsTables: boolean;
  /** Whatever else would let it change tables it doesn't own, or have its code run by their owner. */
  excess: string[];
}

/**
 * Checks DATABASE_URL and, if there is one, MIGRATION_DATABASE_URL: two roles of one database, of which the first, which
 * runs the product, is no superuser and owns nothing. Throws a Problem.
 */
export async function openExternalDatabase(url: string, migrationUrl: string | null): Promise<OpenDatabase> {
  const runtime = await checkDatabase(url);
  if (migrationUrl === null) {
    say(
      `The user ${runtime.role} in DATABASE_URL ${runtime.isSuperuser ? 'is a superuser' : 'also applies the migrations'}, so it could change the history: set MIGRATION_DATABASE_URL to separate the two (README, "Your own PostgreSQL").`,
    );
    return { url, migrationUrl: url, runtimeRole: null };
  }
  const migrator = await checkDatabase(migrationUrl, { variable: 'MIGRATION_DATABASE_URL' });
  const { role, database } = runtime;
  if (migrator.database !== database)
    throw new Problem(
      `DATABASE_URL names the database "${database}" and MIGRATION_DATABASE_URL "${migrator.database}". Both must name the same one.`,
    );
  if (migrator.role === role)
    throw new Problem(
      `DATABASE_URL and MIGRATION_DATABASE_URL name the same user "${role}". Give DATABASE_URL a user that owns nothing, or remove MIGRATION_DATABASE_URL.`,
    );
  if (runtime.isSuperuser)
    throw new Problem(
      `The user "${role}" in DATABASE_URL is a superuser, who may change everything. Give DATABASE_URL a user that owns nothing.`,
    );
  if (runtime.ownsTables)
    throw new Problem(
      `The user "${role}" in DATABASE_URL owns tables of the Maker. Use it in MIGRATION_DATABASE_URL, and give DATABASE_URL a user that owns nothing.`,
    );
  if (runtime.excess.length > 0)
    throw new Problem(
      `The user "${role}" in DATABASE_URL has more rights than it may have: ${runtime.excess.join(', ')}. Revoke them (README, "Your own PostgreSQL"): with them it could get at what it must not change.`,
    );
  return { url, migrationUrl, runtimeRole: role };
}

/** Throws a Problem, without the password, if the variable doesn't lead to a usable database. */
export async function checkDatabase(
  databaseUrl: string,
  { oldest = OLDEST, variable = 'DATABASE_URL' }: { oldest?: number; variable?: string } = {},
): Promise<Connection> {
  const { hostname, port, username, pathname } = new URL(databaseUrl);
  const place = `${hostname}:${port || 5432}`;
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Connection & { versionNumber: number; version: string }>(
      `SELECT current_setting('server_version_num')::int AS "versionNumber", current_setting('server_version') AS version,
         current_user AS role, current_database() AS database, rolsuper AS "isSuperuser",
         EXISTS (SELECT FROM pg_class WHERE pg_has_role(relowner, 'MEMBER') AND relnamespace IN (
           SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'graphile_worker'))) AS "ownsTables",
         array_remove(ARRAY[
           CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
           CASE WHEN pg_has_role('pg_write_all_data', 'MEMBER') THEN 'pg_write_all_data' END,
           CASE WHEN pg_has_role('pg_execute_server_program', 'MEMBER') THEN 'pg_execute_server_program' END,
           CASE WHEN pg_has_role('pg_write_server_files', 'MEMBER') THEN 'pg_write_server_files' END,
           CASE WHEN has_database_privilege(current_database(), 'CREATE') THEN 'CREATE on the database' END,
           CASE WHEN has_schema_privilege('public', 'CREATE') THEN 'CREATE on the schema public' END
         ], NULL) AS excess
       FROM pg_roles WHERE rolname = current_user`,
    );
    const [server] = rows;
    if (!server) throw new Error('it does not say who is connected');
    if (server.versionNumber < oldest) {
      throw new Problem(
        `The server at ${place} is PostgreSQL ${server.version}; the Maker needs ${oldest / 10_000} or later.`,
      );
    }
    return server;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      sentence(error, {
        place,
        variable,
        user: decodeURIComponent(username),
        name: decodeURIComponent(pathname.slice(1)),
      }),
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html and Node's system errors. */
function sentence(
  error: unknown,
  { place, variable, user, name }: { place: string; variable: string; user: string; name: string },
): string {
  switch (errorCode(error)) {
    case '28P01':
    case '28000':
      return `The PostgreSQL server at ${place} rejected the user "${user}" or the password in ${variable}.`;
    case '3D000':
      return `The PostgreSQL server at ${place} has no database "${name}". Create it, or correct ${variable}.`;
    case '53300':
      return `The PostgreSQL server at ${place} has no connections left.`;
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return `No PostgreSQL server responds at ${place}. Start it, or correct ${variable}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host in ${variable} (${place}) is unknown. Correct ${variable}.`;
    case undefined:
    default:
      // No code: pg's own timeout, because something accepted the connection and sent nothing.
      if (error instanceof Error && error.message === 'timeout expired')
        return `The server at ${place} didn't respond as a PostgreSQL server within ${TIMEOUT_MS / 1000} seconds. Correct ${variable}.`;
      return `The database in ${variable} at ${place} can't be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
