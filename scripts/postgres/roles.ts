import { createHmac } from 'node:crypto';
import pg from 'pg';

/**
 * Who may do what on the embedded server. `maker` made the cluster and is its superuser, used only in this folder; the
 * owner applies migrations; the running product owns nothing and is given what it needs (lib/platform/runtime-role.ts).
 */
export const ROLES = { superuser: 'maker', owner: 'maker_owner', runtime: 'maker_runtime' } as const;
export type Role = keyof typeof ROLES;

/** Where a server answers, and the superuser's password. */
export interface Access {
  port: number;
  password: string;
}

/** The address of a database for a role, password included. Each password is derived from the superuser's, and not the other way round. */
export function addressFor(role: Role, database: string, { port, password }: Access): string {
  return `postgresql://${ROLES[role]}:${passwordOf(role, password)}@127.0.0.1:${port}/${database}`;
}

function passwordOf(role: Role, password: string): string {
  return role === 'superuser' ? password : createHmac('sha256', password).update(ROLES[role]).digest('base64url');
}

/**
 * Creates the two roles and the database if missing. Hands over what the superuser still owns in it, from before there
 * were two roles.
 */
export async function prepareDatabase(database: string, access: Access): Promise<void> {
  await asSuperuser('postgres', access, async (client) => {
    // One start at a time: another may be creating the same.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', ['maker roles']);
    for (const role of ['owner', 'runtime'] as const) {
      const name = ROLES[role];
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
      if (rowCount === 0) await client.query(`CREATE ROLE ${name}`);
      // CREATEDB: `prisma migrate dev` tries a migration in a database of its own.
      const rights = role === 'owner' ? 'CREATEDB' : 'NOCREATEDB';
      const password = client.escapeLiteral(passwordOf(role, access.password));
      await client.query(`ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEROLE ${rights} PASSWORD ${password}`);
    }
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    const name = client.escapeIdentifier(database);
    await client.query(
      rowCount === 0
        ? `CREATE DATABASE ${name} OWNER ${ROLES.owner}`
        : `ALTER DATABASE ${name} OWNER TO ${ROLES.owner}`,
    );
  });
  await asSuperuser(database, access, handOver);
}

async function asSuperuser(
  database: string,
  access: Access,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: addressFor('superuser', database, access) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** `REASSIGN OWNED` refuses the role that created the cluster, which also owns the system's tables: so one by one. */
async function handOver(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ command: string }>(
    `WITH ours AS (
       SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
     ), owned (kind, name) AS (
       SELECT 'SCHEMA', quote_ident(nspname) FROM ours WHERE nspowner = $1::regrole AND nspname <> 'public'
       UNION ALL
       SELECT 'TABLE', c.oid::regclass::text FROM pg_class c JOIN ours ON ours.oid = relnamespace
       WHERE relowner = $1::regrole AND relkind IN ('r', 'p', 'v', 'm', 'S')
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND deptype IN ('a', 'i', 'e'))
       UNION ALL
       SELECT 'TYPE', t.oid::regtype::text FROM pg_type t JOIN ours ON ours.oid = typnamespace
       WHERE typowner = $1::regrole AND (typtype IN ('e', 'd') OR EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind = 'c'))
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND deptype = 'e')
       UNION ALL
       SELECT 'ROUTINE', p.oid::regprocedure::text FROM pg_proc p JOIN ours ON ours.oid = pronamespace
       WHERE proowner = $1::regrole
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND deptype = 'e')
     )
     SELECT format('ALTER %s %s OWNER TO %I', kind, name, $2::text) AS command FROM owned`,
    [ROLES.superuser, ROLES.owner],
  );
  if (rows.length > 0) await client.query(['BEGIN', ...rows.map(({ command }) => command), 'COMMIT'].join(';'));
}
