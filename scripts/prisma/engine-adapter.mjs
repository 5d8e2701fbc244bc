import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

/** PostgreSQL's one-byte catalog type and text: https://www.postgresql.org/docs/current/datatype-character.html */
const OID_CHAR = 18;
const OID_TEXT = 25;

/**
 * @prisma/adapter-pg as the schema engine needs it. Four things it does not do by itself:
 * read the catalog's "char" columns, run a script as one (it splits at every semicolon, also inside $$ bodies),
 * connect the shadow database when a connection string is given, and drop it afterwards.
 */
export function createAdapterFactory(url = 'postgresql://localhost:5432/postgres', shadowUrl) {
  const factory = new PrismaPg({ connectionString: url });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => mended(await connect());
  factory.connectToShadowDb = async () =>
    shadowUrl ? mended(await new PrismaPg({ connectionString: shadowUrl }).connect()) : temporaryDatabase(url);
  return factory;
}

async function temporaryDatabase(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await withClient(withDatabase(url, 'postgres'), (client) => client.query(`CREATE DATABASE "${name}"`));
  const adapter = mended(await new PrismaPg({ connectionString: withDatabase(url, name) }).connect());
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await withClient(withDatabase(url, 'postgres'), (client) =>
      client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
    );
  };
  return adapter;
}

function mended(adapter) {
  readsCatalogChars(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (...args) => readsCatalogChars(await startTransaction(...args));
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

function readsCatalogChars(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    for (const field of result.fields) if (field.dataTypeID === OID_CHAR) field.dataTypeID = OID_TEXT;
    return result;
  };
  return queryable;
}

/** Resolves when the database answers; rejects with Prisma's code and a sentence. */
export async function checkDatabase(url) {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
  } catch (error) {
    throw described(error, new URL(url));
  }
}

/** Returns the name of the database, which exists afterwards. */
export async function createDatabase(url) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  try {
    await withClient(withDatabase(url, 'postgres'), (client) =>
      client.query(`CREATE DATABASE "${name.replaceAll('"', '""')}"`),
    );
  } catch (error) {
    throw described(error, target);
  }
  return name;
}

/** https://www.prisma.io/docs/orm/reference/error-reference#common */
function described(error, { hostname, port, pathname, username }) {
  const name = decodeURIComponent(pathname.slice(1));
  const known = {
    '3D000': [
      'P1003',
      `Database \`${name}\` does not exist on the database server at \`${hostname}:${port || 5432}\`.`,
    ],
    '28P01': [
      'P1000',
      `Authentication failed against the database server: the credentials for \`${username}\` are not valid.`,
    ],
    '42P04': [
      'P1009',
      `Database \`${name}\` already exists on the database server at \`${hostname}:${port || 5432}\`.`,
    ],
  }[error.code];
  const [code, message] = known ?? [
    'P1001',
    `Can't reach database server at \`${hostname}:${port || 5432}\`: ${error.message || error.code}`,
  ];
  return Object.assign(new Error(message), { code });
}

function withDatabase(url, database) {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
