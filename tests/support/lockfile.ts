import { z } from 'zod';

const ranges = z.record(z.string(), z.string()).optional();
const entrySchema = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().optional(),
  dependencies: ranges,
  devDependencies: ranges,
  optionalDependencies: ranges,
});
/** package-lock.json, version 3: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export const lockSchema = z.object({ packages: z.record(z.string(), entrySchema) });
export type Lock = z.infer<typeof lockSchema>;

/** Dependencies that no entry satisfies, looked for as Node looks: beside the asking package, then in every folder above. */
export function findMissing(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !placesAbove(path).some((place) => `${place}node_modules/${name}` in lock.packages))
      .map((name) => `${path} → ${name}`),
  );
}

function placesAbove(path: string): string[] {
  const parents = path
    .split('/node_modules/')
    .map((_, index, parts) => `${parts.slice(0, index + 1).join('/node_modules/')}/`);
  return path === '' ? [''] : ['', ...parents];
}

/** By semantic versioning; a version that cannot be read is below every floor. */
export function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [parse(version), parse(floor)];
  if (!a || !b) return false;
  for (let i = 0; i < 3; i += 1) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  // A pre-release comes before its release; two of them go by their number.
  if (a.preRelease === null || b.preRelease === null) return a.preRelease === null;
  return a.preRelease >= b.preRelease;
}

function parse(version: string): { numbers: number[]; preRelease: number | null } | null {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-[\w-]+(?:\.(\d+))?)?$/.exec(version);
  if (!match) return null;
  return { numbers: match.slice(1, 4).map(Number), preRelease: version.includes('-') ? Number(match[4] ?? 0) : null };
}
