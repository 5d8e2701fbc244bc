import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Problem } from '../problem';

const FLOWS = 'tests/e2e';
const PRODUCT = /^(app|components|lib|messages|sandbox)\/(?!.*\.test\.tsx?$)/;
/** Files that every flow depends on. */
const GROUND =
  /^(package-lock\.json|next\.config\.js|playwright\.config\.ts|proxy\.ts|prisma\/|scripts\/(start|postgres)\b|tests\/e2e\/.*(?<!\.spec)\.ts$)/;

/** Files that differ from this commit, including untracked ones. */
export function changedPaths(ref: string): string[] {
  return [...git('diff', '--name-only', ref), ...git('ls-files', '--others', '--exclude-standard')];
}

/**
 * The browser flows that a change of these files can break: those that changed themselves, and, if the product changed,
 * the article's, which walks through all of it, and each that is named after a part of a changed path (`forms.spec.ts`
 * for `components/forms/…`).
 */
export function flowsFor(paths: readonly string[], flows: readonly string[] = allFlows()): string[] {
  if (paths.some((path) => GROUND.test(path))) return [...flows];
  const changed = paths.filter((path) => PRODUCT.test(path));
  const words = new Set(changed.flatMap(wordsOf));
  return flows.filter(
    (flow) =>
      paths.includes(`${FLOWS}/${flow}`) ||
      (changed.length > 0 && flow === 'article.spec.ts') ||
      wordsOf(flow.replace('.spec.ts', '')).some((word) => words.has(word)),
  );
}

function allFlows(): string[] {
  return readdirSync(FLOWS).filter((file) => file.endsWith('.spec.ts'));
}

function wordsOf(path: string): string[] {
  return path.split(/[^a-z]+/i).filter((word) => word.length > 3);
}

function git(...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status !== 0) throw new Problem(`--changed asks Git, which says: ${stderr.trim()}`);
  return stdout.split('\n').filter(Boolean);
}
