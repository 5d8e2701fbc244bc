import pg from 'pg';
import { runningServerUrl } from '@/scripts/postgres/server';
import { DATABASE, serverFolder } from '@/scripts/postgres/project-database';

export interface DatabaseText {
  /** Every row of every table, jobs included. */
  tables: [name: string, text: Buffer][];
  /** The folder of the server's own files, where deleted rows and jobs that are done still stand. */
  folder: string;
}

/** A text dump of the embedded database of an instance that runs. */
export async function readDatabase(dataDir: string): Promise<DatabaseText> {
  const url = await runningServerUrl(serverFolder(dataDir), DATABASE, 'superuser');
  if (url === null) throw new Error(`The database of ${dataDir} does not answer, so nobody can say what stands in it`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const names = await client.query<{ name: string }>(
      `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const tables: DatabaseText['tables'] = [];
    for (const { name } of names.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${name} t`);
      tables.push([name, Buffer.from(rows.map(({ row }) => row).join('\n'))]);
    }
    const [place] = (await client.query<{ data_directory: string }>('SHOW data_directory')).rows;
    // What was written reaches the files at the latest now.
    await client.query('CHECKPOINT');
    return { tables, folder: place?.data_directory ?? '' };
  } finally {
    await client.end();
  }
}
