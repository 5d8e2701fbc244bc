#!/usr/bin/env node
/**
 * Prisma's schema engine, from the package registry instead of a download.
 *
 * The Prisma CLI fetches a native program for `migrate` and `generate`, which fails on a machine that reaches the npm
 * registry only. The same engine is published as WebAssembly; this file speaks the native program's protocol (one
 * JSON-RPC message per line on stdin and stdout) and passes each call to it. prisma.config.ts points the CLI here.
 */
import { createInterface } from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { createAdapterFactory, createDatabase, checkDatabase } from './engine-adapter.mjs';
import { loadSchemaEngine } from './engine-module.mjs';

const options = parseArguments(process.argv.slice(2));

// The RPC methods whose name differs in the WebAssembly interface.
const RENAMED = { getDatabaseVersion: 'version' };
const METHODS = new Set([
  'applyMigrations',
  'createMigration',
  'dbExecute',
  'devDiagnostic',
  'diagnoseMigrationHistory',
  'diff',
  'ensureConnectionValidity',
  'evaluateDataLoss',
  'introspect',
  'introspectSql',
  'markMigrationApplied',
  'markMigrationRolledBack',
  'reset',
  'schemaPush',
  'version',
]);

if (options.command === 'version') {
  const { version } = await loadSchemaEngine();
  process.stdout.write(`schema-engine-cli ${version()}\n`);
} else if (options.command === 'can-connect-to-database') {
  await answerOnExit(() => checkDatabase(options.url));
} else if (options.command === 'create-database') {
  await answerOnExit(() => createDatabase(options.url));
} else {
  await serve();
}

async function serve() {
  let engine;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const request = JSON.parse(line);
    // The CLI's answer to one of our `print` notices.
    if (request.method === undefined) continue;
    try {
      engine ??= await connectEngine();
      send({ jsonrpc: '2.0', id: request.id, result: (await call(engine, request)) ?? {} });
    } catch (error) {
      send({ jsonrpc: '2.0', id: request.id, error: describeFailure(error, engine?.errors) });
    }
  }
  // Connections of the pool would keep the process alive after the CLI has closed our stdin.
  process.exit(0);
}

async function connectEngine() {
  const { SchemaEngine } = await loadSchemaEngine();
  const { readFile } = await import('node:fs/promises');
  const factory = bindMigrationAwareSqlAdapterFactory(createAdapterFactory(options.url, options.shadowUrl));
  const datamodels = await Promise.all(options.datamodels.map(async (path) => [path, await readFile(path, 'utf8')]));
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    factory,
  );
  return { engine, errors: factory.errorRegistry };
}

async function call({ engine }, { method, params }) {
  if (method === 'createDatabase') return { databaseName: await createDatabase(params.datasource?.url ?? options.url) };
  const name = RENAMED[method] ?? method;
  if (!METHODS.has(name)) throw new Error(`The schema engine has no method ${method}.`);
  const result = await engine[name](params);
  // The native engine prints the difference itself; here it comes back as a value.
  if (name === 'diff' && result.stdout) {
    send({ jsonrpc: '2.0', id: `print-${Date.now()}`, method: 'print', params: { content: result.stdout } });
  }
  return result;
}

/** What went wrong in the shape the CLI reads: a code such as P3009 when Prisma has one, and a sentence. */
function describeFailure(error, errors) {
  const driverError = error?.cause ?? error;
  const registered = driverError?.kind === 'GenericJs' ? errors?.consumeError(driverError.id)?.error : undefined;
  const message = String(registered?.message ?? error?.message ?? error);
  return {
    code: 4466,
    message,
    data: { is_panic: false, message, error_code: error?.code ?? null, meta: error?.meta ?? null },
  };
}

/** The one-shot commands answer by exit code, and with one JSON line on stderr that the CLI reads from its second line on. */
async function answerOnExit(action) {
  try {
    await action();
  } catch (error) {
    const fields = { error_code: error.code ?? 'P1011', message: error.message };
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`);
    process.exitCode = 1;
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function parseArguments(argv) {
  const parsed = { command: 'rpc', url: undefined, shadowUrl: undefined, datamodels: [] };
  for (let i = 0; i < argv.length; i += 1) {
    const argument = argv[i];
    if (argument === '--version') parsed.command = 'version';
    else if (argument === '--datamodels') parsed.datamodels.push(argv[(i += 1)]);
    else if (argument === '--datasource') {
      const datasource = JSON.parse(argv[(i += 1)]);
      parsed.url = datasource.url;
      parsed.shadowUrl = datasource.shadowDatabaseUrl;
    } else if (argument === 'cli') parsed.command = argv[(i += 1)];
    else if (argument.startsWith('--')) i += 1;
  }
  return parsed;
}
