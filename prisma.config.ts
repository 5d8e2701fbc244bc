import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';
import { processEnvironment } from './lib/platform/env';

// The engine that the registry has, instead of a download (see the file). The CLI looks for it after reading this.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL('scripts/prisma/schema-engine.mjs', import.meta.url));

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: processEnvironment().DATABASE_URL ?? 'postgresql://127.0.0.1:1/unset' },
});
