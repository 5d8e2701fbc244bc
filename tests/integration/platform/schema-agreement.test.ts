import { readFile } from 'node:fs/promises';
import { getDMMF } from '@prisma/internals';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../support/database';

/** `prisma/schema.prisma` beside what the migrations have made: a change of one without the other fails here. */
const { url } = await createTestDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();
afterAll(() => client.end());

const { datamodel } = await getDMMF({ datamodel: await readFile('prisma/schema.prisma', 'utf8') });
const tableOf = new Map(datamodel.models.map((model) => [model.name, model.dbName ?? model.name]));
const columnOf = new Map(
  datamodel.models.flatMap((model) =>
    model.fields.map((field) => [`${model.name}.${field.name}`, field.dbName ?? field.name] as const),
  ),
);

type Model = (typeof datamodel.models)[number];
type Field = Model['fields'][number];

/** https://www.prisma.io/docs/orm/overview/databases/postgresql#type-mapping-between-postgresql-and-prisma-schema */
const TYPES: Record<string, string> = {
  String: 'text',
  Boolean: 'boolean',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  DateTime: 'timestamp(3) without time zone',
  Json: 'jsonb',
  Bytes: 'bytea',
};

function columnType({ kind, type, nativeType, isList }: Field): string {
  const [native, args] = nativeType ?? [];
  const name =
    kind === 'enum'
      ? `"${type}"`
      : native === 'Timestamptz'
        ? `timestamp(${args?.[0] ?? 6}) with time zone`
        : (native?.toLowerCase() ?? TYPES[type] ?? type);
  return isList ? `${name}[]` : name;
}

/** A relation that is a list on both sides has a table of its own: columns A and B, in the order of the models' names. */
const joins = datamodel.models.flatMap((model) =>
  model.fields.flatMap((field) => {
    const other = datamodel.models.find(({ name }) => name === field.type);
    const back = other?.fields.find(
      ({ relationName, type }) => relationName === field.relationName && type === model.name,
    );
    return other && field.isList && back?.isList && model.name < other.name
      ? [{ table: `_${field.relationName}`, sides: [['A', model] as const, ['B', other] as const] }]
      : [];
  }),
);

function idOf(model: Model): Field {
  const id = model.fields.find(({ isId }) => isId);
  if (!id) throw new Error(`${model.name} has no id of one column.`);
  return id;
}

function columns(model: Model, names: readonly string[]): string {
  return names.map((name) => columnOf.get(`${model.name}.${name}`) ?? name).join(', ');
}

async function lines(sql: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(sql);
  return rows.map(({ line }) => line).toSorted();
}

it('has the same tables and columns, with the same types', async () => {
  const described = datamodel.models.flatMap((model) =>
    model.fields
      .filter(({ kind }) => kind !== 'object')
      .map(
        (field) =>
          `${tableOf.get(model.name)}.${field.dbName ?? field.name} ${columnType(field)}${field.isRequired && !field.isList ? ' not null' : ''}`,
      ),
  );
  described.push(
    ...joins.flatMap(({ table, sides }) =>
      sides.map(([column, model]) => `${table}.${column} ${columnType(idOf(model))} not null`),
    ),
  );
  // Prisma makes a list without "not null"; an empty one and none are the same to it.
  const made = await lines(`
    SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull AND a.attndims = 0 THEN ' not null' ELSE '' END AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relname <> '_prisma_migrations'`);
  expect(made).toEqual(described.toSorted());
});

it('has the same enum values, in the same order', async () => {
  const made = await lines(`
    SELECT t.typname || ': ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS line
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`);
  const described = datamodel.enums.map(
    ({ name, dbName, values }) => `${dbName ?? name}: ${values.map((value) => value.dbName ?? value.name).join(', ')}`,
  );
  expect(made).toEqual(described.toSorted());
});

it('has every key, unique constraint and index of the schema', async () => {
  const made = await lines(`
    SELECT c.relname || ' ' || CASE WHEN i.indisprimary THEN 'id' WHEN i.indisunique THEN 'unique' ELSE 'normal' END
      || ' (' || (SELECT string_agg(pg_get_indexdef(i.indexrelid, position, true), ', ' ORDER BY position)
                  FROM generate_series(1, i.indnkeyatts) AS position) || ')' AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace`);
  const unquoted = made.map((line) => line.replaceAll('"', ''));
  const models = new Map(datamodel.models.map((model) => [model.name, model]));
  const described = datamodel.indexes.flatMap(({ model: name, type, fields }) => {
    const model = models.get(name);
    return model
      ? [
          `${tableOf.get(name)} ${type} (${columns(
            model,
            fields.map((field) => field.name),
          )})`,
        ]
      : [];
  });
  expect(described.length).toBeGreaterThan(datamodel.models.length);
  expect(described.filter((line) => !unquoted.includes(line))).toEqual([]);
});

it('has the same foreign keys, with the same behaviour on delete', async () => {
  const made = await lines(`
    SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
  const ACTIONS: Record<string, string> = { Cascade: 'CASCADE', Restrict: 'RESTRICT', SetNull: 'SET NULL' };
  const described = datamodel.models.flatMap((model) =>
    model.fields.flatMap((field) => {
      if (!field.relationFromFields?.length) return [];
      const other = datamodel.models.find(({ name }) => name === field.type);
      if (!other) return [];
      const action = ACTIONS[field.relationOnDelete ?? (field.isRequired ? 'Restrict' : 'SetNull')] ?? '';
      const from = columns(model, field.relationFromFields);
      const to = columns(other, field.relationToFields ?? []);
      return [
        `${tableOf.get(model.name)} FOREIGN KEY (${from}) REFERENCES ${tableOf.get(other.name)}(${to}) ON UPDATE CASCADE ON DELETE ${action}`,
      ];
    }),
  );
  described.push(
    ...joins.flatMap(({ table, sides }) =>
      sides.map(
        ([column, model]) =>
          `${table} FOREIGN KEY (${column}) REFERENCES ${tableOf.get(model.name)}(${columns(model, [idOf(model).name])}) ON UPDATE CASCADE ON DELETE CASCADE`,
      ),
    ),
  );
  expect(made.map((line) => line.replaceAll('"', ''))).toEqual(described.toSorted());
});
