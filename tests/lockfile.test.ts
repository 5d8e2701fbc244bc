import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findMissing, isAtLeast, lockSchema, type Lock } from './support/lockfile';

const lock = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const { checkedOn, floors, absent } = z
  .object({ checkedOn: z.iso.date(), floors: z.record(z.string(), z.string()), absent: z.array(z.string()) })
  .parse(JSON.parse(readFileSync('tests/version-floors.json', 'utf8')));
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

function copiesOf(name: string) {
  return packages
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, entry]) => entry);
}

describe('minimum versions', () => {
  it.each(Object.entries(floors))('every copy of %s is at least %s', (name, floor) => {
    const versions = copiesOf(name).map(({ version }) => version ?? '');
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  it.each(absent)('%s is not installed', (name) => expect(copiesOf(name)).toEqual([]));

  it('were checked on a date in the past', () => expect(new Date(checkedOn).getTime()).toBeLessThanOrEqual(Date.now()));

  it.each([
    ['16.4.5', '16.4.5', true],
    ['16.4.10', '16.4.5', true],
    ['16.4.4', '16.4.5', false],
    ['17.0.0', '16.4.5', true],
    ['15.99.99', '16.4.5', false],
    ['16.4.5-canary.3', '16.4.5', false],
    ['18.4.0-beta.17', '18.4.0-beta.17', true],
    ['18.4.0-beta.9', '18.4.0-beta.17', false],
    ['', '1.0.0', false],
  ])('%s against %s: %s', (version, floor, expected) => expect(isAtLeast(version, floor)).toBe(expected));
});

describe('the lockfile', () => {
  it("contains no URL: packages come from the user's own registry", () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('has a hash for every package', () => {
    expect(
      packages.filter(([, entry]) => !entry.inBundle && !entry.integrity?.startsWith('sha512-')).map(([path]) => path),
    ).toEqual([]);
  });

  it('has no dependency from git, a URL or a folder', () => {
    const foreign = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.entries({ ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies })
        .filter(([, range]) => /^(git|https?:|file:|link:|github:|[\w-]+\/)/.test(range))
        .map(([name, range]) => `${path} → ${name}@${range}`),
    );
    expect(foreign).toEqual([]);
  });

  it('has exact versions only', () => {
    const own = lock.packages[''];
    const ranges = Object.entries({ ...own?.dependencies, ...own?.devDependencies });
    expect(ranges.filter(([, range]) => !/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))).toEqual(
      [],
    );
  });

  it('has an entry for every platform package, so that npm ci works on every system', () => {
    expect(findMissing(lock)).toEqual([]);
  });

  it('is refused if a platform package has no entry', () => {
    const broken: Lock = {
      packages: {
        '': { dependencies: { a: '1.0.0' } },
        'node_modules/a': { version: '1.0.0', optionalDependencies: { 'a-darwin': '1.0.0' } },
      },
    };
    expect(findMissing(broken)).toEqual(['node_modules/a → a-darwin']);
  });
});
