import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import { errorSchema } from '@/lib/domain/answers/error';
import { BODY_LIMIT } from './request-body';
import type { Access, AnyRouteDefinition } from './route';

/** The OpenAPI document, built from the route definitions that serve the requests. */
export function buildOpenApi(definitions: readonly AnyRouteDefinition[], publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const definition of [...definitions].sort((a, b) => a.path.localeCompare(b.path))) {
    paths[definition.path] = { ...paths[definition.path], [definition.method.toLowerCase()]: operationOf(definition) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Maker',
        version: '1',
        description: 'Every change in the Maker goes through these routes. Send JSON (content-type: application/json).',
      },
      servers: [{ url: publicUrl }],
      tags: [...new Set(definitions.map(({ tag }) => tag))].sort().map((name) => ({ name })),
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: publicUrl.startsWith('https://') ? '__Host-maker.session' : 'maker.session',
            description: 'Set at sign-in. Requests that change something must also come from the Maker’s own origin.',
          },
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key created in Settings.' },
        },
      },
      paths,
    },
    { override: ({ zodSchema, jsonSchema, io }) => Object.assign(jsonSchema, inWords(zodSchema, io)) },
  );
}

function operationOf(definition: AnyRouteDefinition): ZodOpenApiOperationObject {
  const { summary, tag, access, params, query, body, bodyLimit = BODY_LIMIT, response, examples } = definition;
  const status = response ? (definition.status ?? 200) : 204;
  return {
    operationId: operationId(definition),
    summary,
    description: body ? `${accessText(access)} Up to ${bodyLimit / 1000} kB.` : accessText(access),
    tags: [tag],
    security: securityOf(access),
    ...(params instanceof z.ZodObject || query instanceof z.ZodObject
      ? {
          requestParams: {
            ...(params instanceof z.ZodObject ? { path: params } : {}),
            ...(query instanceof z.ZodObject ? { query } : {}),
          },
        }
      : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: body, ...shown(examples, 'body') } },
          },
        }
      : {}),
    responses: {
      [String(status)]: response
        ? { description: 'Done.', content: { 'application/json': { schema: response, ...shown(examples, 'answer') } } }
        : { description: 'Done, or a redirect, a stream or a document.' },
      default: { description: 'Refused.', content: { 'application/json': { schema: errorSchema } } },
    },
  };
}

function shown(examples: AnyRouteDefinition['examples'], part: 'body' | 'answer') {
  if (examples === undefined) return {};
  const entries = Object.entries(examples).map(([name, example]) => {
    return [name, { summary: example.summary, value: example[part] }] as const;
  });
  return { examples: Object.fromEntries(entries) };
}

/** `patch /api/users/{id}` is `patchUsersById`. */
function operationId({ method, path }: AnyRouteDefinition): string {
  const words = path
    .replace(/^\/api\//, '')
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

function accessText(access: Access): string {
  if ('permission' in access && access.permission)
    return `Requires the permission \`${access.permission}\`${access.apiScope ? ` or an API key with the scope \`${access.apiScope}\`` : ''}.`;
  if ('administrator' in access) return 'Administrators only.';
  if ('signedIn' in access) return 'Any signed-in user.';
  if ('apiScope' in access) return `Requires an API key with the scope \`${access.apiScope}\`.`;
  return 'No authentication.';
}

function securityOf(access: Access): Record<string, string[]>[] {
  if ('public' in access) return [];
  const isForPeople = !('apiScope' in access) || access.permission !== undefined;
  return [
    ...(isForPeople ? [{ session: [] }] : []),
    ...('apiScope' in access && access.apiScope ? [{ apiKey: [] }] : []),
  ];
}

/** Covers what JSON Schema can't express. Dates are sent as text; other transforms keep the value's shape. */
function inWords(schema: z.core.$ZodTypes, io: 'input' | 'output'): object {
  const { def } = schema._zod;
  if (def.type === 'date') return DATE_TIME;
  if (io === 'input' || def.type !== 'pipe' || def.out._zod.def.type !== 'transform') return {};
  if (def.in._zod.def.type === 'date') return DATE_TIME;
  const { $schema: _dialect, ...shape } = z.toJSONSchema(def.in, { io: 'output', unrepresentable: 'any' });
  return shape;
}

const DATE_TIME = { type: 'string', format: 'date-time' };
