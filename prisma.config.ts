import type { PrismaConfig } from 'prisma-cli/config';
import { projectDatabaseUrl } from './scripts/postgres/project-database';

// `generate` asks for the engine's file and never runs it, so any will do where Prisma's host cannot be reached.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

const needsDatabase = process.argv.some((word) => ['migrate', 'db', 'studio'].includes(word));

export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(needsDatabase ? { datasource: { url: await projectDatabaseUrl() } } : {}),
} satisfies PrismaConfig;
