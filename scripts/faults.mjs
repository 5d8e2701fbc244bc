/** `npm run test:faults [-- <runs>]`: each fault several times, also those that take long, as a table. */
import { spawnSync } from 'node:child_process';
import { checkNode, ensureInstalled, ROOT } from './install.mjs';

checkNode();
process.chdir(ROOT);
await ensureInstalled({ everything: true });
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration*', 'tests/integration/faults.test.ts'],
  { stdio: 'inherit', env: { ...process.env, FAULT_RUNS: process.argv[2] ?? '10' } },
);
process.exitCode = status ?? 1;
