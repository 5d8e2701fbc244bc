import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';
import { projectDatabaseUrl } from './scripts/postgres/project-database';

// The engine that the registry has, instead of a download (see the file). The CLI looks for it after reading this.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL('scripts/prisma/schema-engine.mjs', import.meta.url));

const needsDatabase = process.argv.some((word) => ['migrate', 'db', 'studio'].includes(word));

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(needsDatabase ? { datasource: { url: await projectDatabaseUrl() } } : {}),
});
