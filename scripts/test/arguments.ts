import { Problem } from '../problem';
import { STAGES, type Stage } from './stages';

export interface TestOptions {
  stages: readonly Stage[];
  /** Arguments after `--`, for the runner. */
  extra: readonly string[];
  /** With `--changed`: the commit that the working tree is compared with. */
  changedSince: string | null;
}

const names = STAGES.map(({ name }) => name).join(', ');
const USAGE = `Usage: npm test -- [--only <${names}>] [--changed [<commit>]] [-- arguments of the runner]`;

export function readArguments(args: readonly string[]): TestOptions {
  const separator = args.indexOf('--');
  // `npm run test:e2e -- x` and `node scripts/test.mjs --only e2e -- x` both end up with what is meant for the runner.
  const own = separator === -1 ? [...args] : args.slice(0, separator);
  const extra = separator === -1 ? [] : args.slice(separator + 1).filter((word) => word !== '--');
  let stages = STAGES;
  let changedSince: string | null = null;
  for (let flag = own.shift(); flag !== undefined; flag = own.shift()) {
    const value = own[0]?.startsWith('--') ? undefined : own.shift();
    if (flag === '--changed') changedSince = value ?? 'HEAD';
    else if (flag === '--only' && value !== undefined) stages = stagesNamed(value);
    else throw new Problem(USAGE);
  }
  return { stages, extra, changedSince };
}

function stagesNamed(list: string): readonly Stage[] {
  const wanted = list.split(',');
  const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Problem(`There is no stage ${unknown.join(', ')}; there are ${names}.`);
  return STAGES.filter(({ name }) => wanted.includes(name));
}
