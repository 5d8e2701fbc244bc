import type { Client } from 'pg';

/** Tables that the running product only adds to. Their past is out of its reach, whatever happens to it. */
const APPEND_ONLY = ['public."HistoryEntry"', 'public."HistoryCheckpoint"'];
/** What only migrations write. */
const READ_ONLY = ['public."_prisma_migrations"', 'graphile_worker.migrations'];
const SCHEMAS = 'public, graphile_worker';

/**
 * Gives the role that runs the product what it needs and no more: it owns nothing, so it can neither change a table nor give
 * itself a right. `client` is the owner's, and what the owner makes later is granted by itself.
 */
export async function grantToRuntime(client: Client, runtimeRole: string): Promise<void> {
  const role = client.escapeIdentifier(runtimeRole);
  const data = `SELECT, INSERT, UPDATE, DELETE ON`;
  await client.query(`
    BEGIN;
    GRANT USAGE ON SCHEMA ${SCHEMAS} TO ${role};
    GRANT ${data} ALL TABLES IN SCHEMA ${SCHEMAS} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${SCHEMAS} TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${SCHEMAS} GRANT ${data} TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${SCHEMAS} GRANT USAGE, SELECT ON SEQUENCES TO ${role};
    REVOKE UPDATE, DELETE, TRUNCATE ON ${APPEND_ONLY.join(', ')} FROM ${role}, PUBLIC;
    -- Which entry a checkpoint is of stays; its seal is made anew when keys are rotated.
    GRANT UPDATE ("sealed") ON public."HistoryCheckpoint" TO ${role};
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${READ_ONLY.join(', ')} FROM ${role}, PUBLIC;
    COMMIT`);
  await openQueue(client, runtimeRole);
}

/** The queue hides the rows of its tables from everybody but their owner, unless a policy shows them. */
async function openQueue(client: Client, runtimeRole: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = 'graphile_worker' AND relrowsecurity
       AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = $1)`,
    [runtimeRole],
  );
  const role = client.escapeIdentifier(runtimeRole);
  for (const { name } of rows)
    await client.query(`CREATE POLICY ${role} ON ${name} TO ${role} USING (true) WITH CHECK (true)`);
}
