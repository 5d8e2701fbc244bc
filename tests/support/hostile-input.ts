import fc from 'fast-check';
import { z } from 'zod';

/** Generates hostile input that matches a schema or nearly does. */

type JsonSchema = Record<string, unknown>;

/** A schema as its own description: what a form sends, before anything is transformed. */
export function describedInput(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202e\u200b',
  '__proto__',
  'constructor',
  'toString',
  "' OR 1=1 --",
  '%',
  '\\',
  '_%',
  '${7*7}',
  '{{7*7}}',
  '../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  '<script>alert(1)</script>',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e309',
  '99999999999999999999',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:00+99:99',
  '+275760-09-13T00:00:00.001Z',
  '-000001-01-01T00:00:00Z',
  '2026-11-23T09:30:00.1234567890123456789Z',
  'é'.repeat(300),
  'A'.repeat(70_000),
  '😀'.repeat(200),
  '00000000-0000-0000-0000-000000000000',
  'a@b',
  '+',
  '(',
  '[[',
];

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  1e300,
  [],
  {},
  [[[[]]]],
  { contains: 'a' },
  { not: null },
  { equals: '' },
  { in: [] },
  { set: true },
  { increment: 1 },
  { $ne: null },
  [''],
  [null],
  ['\u0000'],
  nested(2000),
];

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom(...HOSTILE_VALUES),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
);

/** Values in the shape of a schema, each place of which may hold something else instead. `ids` are things that exist. */
export function inputFor(schema: JsonSchema, ids: readonly string[], root: JsonSchema = schema): fc.Arbitrary<unknown> {
  const wanted = arbitraryFor(schema, ids, root);
  return fc.oneof({ weight: 12, arbitrary: wanted }, { weight: 1, arbitrary: hostile });
}

function arbitraryFor(schema: JsonSchema, ids: readonly string[], root: JsonSchema): fc.Arbitrary<unknown> {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return fc.memo(() => inputFor(resolve(root, reference), ids, root))();
  const choices = asSchemas(schema['anyOf'] ?? schema['oneOf']);
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => inputFor(choice, ids, root)));
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...schema['enum']);
  if ('const' in schema) return fc.constant(schema['const']);
  switch (schema['type']) {
    case 'object':
      return objectFor(schema, ids, root);
    case 'array':
      return fc.array(inputFor(asSchema(schema['items']), ids, root), { maxLength: 3 });
    case 'string':
      return textFor(schema, ids);
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: 0, max: 5 }),
        fc.integer(),
        fc.constantFrom(2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return hostile;
  }
}

function objectFor(schema: JsonSchema, ids: readonly string[], root: JsonSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries(Object(schema['properties']) as Record<string, JsonSchema>);
  const required = new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : []);
  const known = fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, inputFor(property, ids, root)])),
    { requiredKeys: properties.map(([name]) => name).filter((name) => required.has(name)) },
  );
  if (typeof schema['additionalProperties'] !== 'object') return known;
  const values = inputFor(asSchema(schema['additionalProperties']), ids, root);
  return fc.dictionary(
    fc.oneof(fc.constantFrom('x', ...ids), fc.constantFrom('__proto__', 'constructor', '')),
    values,
    { maxKeys: 4 },
  );
}

function textFor(schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<string> {
  const words = fc.constantFrom(...HOSTILE_TEXTS, 'contacts', 'firstname', 'hubspot', 'Something');
  if (schema['format'] === 'uuid') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, fc.uuid(), words);
  if (schema['format'] === 'date-time')
    return fc.oneof(
      fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
      fc.constantFrom('2026-11-23T09:30:00+01:00'),
      words,
    );
  if (schema['format'] === 'email') return fc.oneof(fc.emailAddress(), words);
  return fc.oneof(
    fc.stringMatching(/^[a-z0-9_]{1,20}$/),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    words,
    fc.constantFrom(...ids),
  );
}

function resolve(root: JsonSchema, reference: string): JsonSchema {
  return reference
    .split('/')
    .slice(1)
    .reduce<JsonSchema>((place, name) => asSchema(place[name]), root);
}

function asSchemas(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.map(asSchema) : [];
}

/** JSON Schema is objects all the way down; anything else describes nothing. */
function asSchema(value: unknown): JsonSchema {
  return Object(value) as JsonSchema;
}

/** Where a schema lets in what it does not know, or as much of it as one likes: `path: what`. */
export function openPlaces(
  schema: JsonSchema,
  path = '(body)',
  root: JsonSchema = schema,
  seen = new Set<string>(),
): string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    if (seen.has(reference)) return [];
    return openPlaces(resolve(root, reference), path, root, new Set([...seen, reference]));
  }
  const choices = asSchemas(schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']);
  if (choices.length > 0) return choices.flatMap((choice) => openPlaces(choice, path, root, seen));
  if ('const' in schema || Array.isArray(schema['enum'])) return [];
  switch (schema['type']) {
    case 'object': {
      const properties = Object.entries(Object(schema['properties']) as Record<string, JsonSchema>).flatMap(
        ([name, property]) => openPlaces(property, `${path}.${name}`, root, seen),
      );
      if (
        typeof schema['additionalProperties'] === 'object' &&
        Object.keys(asSchema(schema['additionalProperties'])).length > 0
      ) {
        return [
          ...properties,
          ...openPlaces(asSchema(schema['additionalProperties']), `${path}.*`, root, seen),
          ...openPlaces(asSchema(schema['propertyNames']), `${path} names`, root, seen),
        ];
      }
      return schema['additionalProperties'] === false ? properties : [...properties, `${path}: unknown fields`];
    }
    case 'array':
      return [
        ...('maxItems' in schema ? [] : [`${path}: any number of items`]),
        ...openPlaces(asSchema(schema['items']), `${path}[]`, root, seen),
      ];
    case 'string':
      return 'maxLength' in schema || 'format' in schema ? [] : [`${path}: a text of any length`];
    case 'integer':
    case 'number':
      return 'maximum' in schema && 'minimum' in schema ? [] : [`${path}: a number of any size`];
    case 'boolean':
    case 'null':
      return [];
    default:
      return [`${path}: anything`];
  }
}
