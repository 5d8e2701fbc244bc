/**
 * Writes the database client into prisma/generated, as `prisma generate` does: the same generator, called directly.
 * Prisma's command line would bring 150 MB that a start has no other use for.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// Prisma's builds for `import` name files without their extension, which Node does not find.
const require = createRequire(import.meta.url);
const { getConfig, getDMMF } = require('@prisma/internals');
const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts');

const schemaPath = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url));
const datamodel = await readFile(schemaPath, 'utf8');
const schema = { datamodel: [[schemaPath, datamodel]] };
const { generators, datasources } = await getConfig(schema);
const [generator] = generators;
await new PrismaClientTsGenerator().generate({
  generator: {
    ...generator,
    output: { fromEnvVar: null, value: resolve(dirname(schemaPath), generator.output.value) },
  },
  otherGenerators: [],
  schemaPath,
  datamodel,
  datasources,
  dmmf: await getDMMF(schema),
  version: require('@prisma/client/package.json').version,
});
