import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildOpenApi } from '@/lib/web/openapi';
import { isRouteHandler } from '@/lib/web/route';
import { NOT_OURS, READS_THE_TABLE } from '@/scripts/write-route-table';
import { allRoutes } from './support/route-walk';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const handlers = allRoutes.flatMap(({ file, exports }) =>
  Object.entries(exports).map(([name, value]) => ({ file, name, value })),
);
const definitions = handlers.flatMap(({ value }) => (isRouteHandler(value) ? [value.definition] : []));

describe('the route table', () => {
  it('omits only next-auth’s own handler, the refusal of what is no route, and the OpenAPI document', () => {
    expect(NOT_OURS).toEqual(['auth/[...nextauth]/route.ts', '[...nothing]/route.ts']);
    expect(READS_THE_TABLE).toBe('openapi.json/route.ts');
  });

  it.each(handlers)(
    '$file: $name is created by defineRoute, under its own method and path',
    ({ file, name, value }) => {
      expect(METHODS).toContain(name);
      if (!isRouteHandler(value)) throw new Error(`${name} of ${file} says nothing about who may call it`);
      expect(value.definition.method).toBe(name);
      const path = `/api/${file.replace(/\/route$/, '').replaceAll(/\[(\w+)\]/g, '{$1}')}`;
      expect(value.definition.path).toBe(path);
    },
  );

  it.each(definitions)('$method $path declares each parameter of its path', ({ path, params }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    if (named.length === 0) return expect(params).toBeUndefined();
    expect(Object.keys(Object(params).shape ?? {}).sort()).toEqual(named.sort());
  });

  it('the web process answers those marked as direct, and no others', () => {
    const served = [...readFileSync('app/server.ts', 'utf8').matchAll(/(\w+)\.(GET|POST|PUT|PATCH|DELETE)\b/g)];
    const paths = new Map(
      [...readFileSync('app/server.ts', 'utf8').matchAll(/'\.(\/api\/[^']*)\/route'/g)].map(([, path = ''], index) => [
        index,
        path,
      ]),
    );
    const direct = definitions.filter(({ isDirect }) => isDirect).map(({ method, path }) => `${method} ${path}`);
    expect(direct.length).toBeGreaterThan(0);
    expect(served.map(([, , method], index) => `${method} ${paths.get(index)}`).sort()).toEqual(direct.sort());
  });

  it('no direct route has a parameter in its path', () => {
    expect(definitions.filter(({ isDirect, params }) => isDirect && params).map(({ path }) => path)).toEqual([]);
  });

  it('no GET takes a body', () => {
    expect(definitions.filter(({ method, body }) => method === 'GET' && body).map(({ path }) => path)).toEqual([]);
  });
});

describe('the OpenAPI document', () => {
  const document = buildOpenApi(definitions, 'https://maker.example.com');
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

  it('contains every route', () => {
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      definitions.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  it('has unique operation IDs', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a schema for every response', () => {
    const incomplete = operations.filter(({ operation }) => {
      const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'));
      const schema = JSON.stringify(Object(success?.[1])?.content?.['application/json']?.schema ?? null);
      return schema === '{}';
    });
    expect(incomplete.map(({ path }) => path)).toEqual([]);
  });
});
