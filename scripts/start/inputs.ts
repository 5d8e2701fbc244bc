import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One hash of the contents of files and folders, except tests and documents; a missing one counts as missing. */
export function hashOf(paths: readonly string[], ...extra: string[]): string {
  const hash = createHash('sha256').update(extra.join('\n'));
  const add = (path: string) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else if (!/\.test\.tsx?$|\.md$/.test(path)) {
      hash.update(`\n${path}\n`).update(readFileSync(path));
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

/** Runs the work unless its output (`product`) exists and was made from the same inputs. */
export async function onceFor(
  inputs: string,
  product: string,
  markPath: string,
  work: () => Promise<void>,
): Promise<void> {
  if (existsSync(product) && existsSync(markPath) && readFileSync(markPath, 'utf8') === inputs) return;
  rmSync(markPath, { force: true });
  await work();
  mkdirSync(dirname(markPath), { recursive: true });
  writeFileSync(markPath, inputs);
}
