import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRouteHandler } from '@/lib/web/route';
import { allRoutes } from './support/route-walk';

/**
 * Whoever makes the Maker ask the CRM uses up the account's quota, so each route that may do so has a limit per person.
 * What may ask is read from the imports: everything that leads to `withAccess`.
 */
const ROOT = resolve('.');
const ASKS = join(ROOT, 'lib/services/connections/with-access.ts');
const IMPORT = /^(?:import|export)\s+(?!type\b)([^;]*?)\sfrom\s+'([^']+)'/gms;

interface Import {
  names: string[];
  file: string;
}
const known = new Map<string, Import[]>();
function importsOf(file: string): Import[] {
  const found =
    known.get(file) ??
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, what = '', from = '']) => {
      const path = from.startsWith('@/') ? join(ROOT, from.slice(2)) : resolve(dirname(file), from);
      const target = ['.ts', '.tsx'].map((end) => path + end).find((candidate) => existsSync(candidate));
      return target === undefined ? [] : [{ names: what.match(/\w+/g) ?? [], file: target }];
    });
  known.set(file, found);
  return found;
}

function mayAsk(file: string, seen = new Set<string>()): boolean {
  if (file === ASKS) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(file).some((next) => mayAsk(next.file, seen));
}

const asking = allRoutes.flatMap(({ file, exports }) =>
  Object.values(exports)
    .filter(isRouteHandler)
    .flatMap(({ definition }) => {
      const handle = 'handle' in definition ? String(definition.handle) : '';
      const verbs = importsOf(join(ROOT, 'app/api', `${file}.ts`))
        .filter(({ names }) => names.some((name) => new RegExp(`\\b${name}\\b`).test(handle)))
        .filter((verb) => verb.file.startsWith(join(ROOT, 'lib/services/')) && mayAsk(verb.file));
      return verbs.length === 0 ? [] : [{ name: `${definition.method} ${definition.path}`, definition, verbs }];
    }),
);

describe('a route that may ask the CRM', () => {
  it('is found by what it imports', () => {
    expect(asking.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['GET /api/crms/{id}/schema', 'PATCH /api/rules/{id}', 'POST /api/banner/cards/search']),
    );
  });

  it.each(asking)('$name has a limit per person', ({ definition, verbs }) => {
    // A machine is no person: its events are answered before the CRM is asked.
    if ('apiScope' in definition.access && definition.access.permission === undefined) return;
    const texts = verbs.map(({ file }) => readFileSync(file, 'utf8'));
    const asksItself = texts.some((text) => /limitRate\(ctx, '[\w-]+-by-user'\)/.test(text));
    expect(asksItself || definition.limit?.endsWith('-by-user')).toBe(true);
  });
});

it('no page asks the CRM while it is made', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page|layout)\.tsx$/.test(file))
    .map((file) => join(ROOT, 'app', file));
  expect(pages.length).toBeGreaterThan(30);
  expect(pages.filter((file) => mayAsk(file))).toEqual([]);
});
