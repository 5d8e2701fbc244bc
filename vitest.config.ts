import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { hasRoomForTwo } from './scripts/test/room';

const root = fileURLToPath(new URL('.', import.meta.url));

// An odd time zone, so that code which leans on the machine's zone fails here and not at a customer's.
process.env.TZ = 'Asia/Kathmandu';

const UNIT_FOLDERS = ['lib', 'sandbox', 'components', 'scripts'];
// Only what hangs takes so long, also where something else keeps the machine busy.
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 100_000 } } };
const unit = { ...PATIENT, maxWorkers: 2 };
/** Each test says what becomes of the work that goes on after an answer. */
const afterAnswer = { find: /^\.\/after-answer$/, replacement: join(root, 'tests/support/after-answer.ts') };
const integration = {
  setupFiles: ['tests/support/undo-replacements.ts'],
  globalSetup: ['tests/support/global-setup.ts'],
  ...PATIENT,
  // Many of these wait for the sandbox's pace or for a process: with two, each of two cores would be idle for a fifth of the time.
  maxWorkers: hasRoomForTwo() ? 3 : 2,
  sequence: { groupOrder: 1 },
};
const tests = [...UNIT_FOLDERS, 'tests']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
    isIntegration: /^tests.(integration|contract)/.test(path),
  }));
/** Replaced for one file, a module would be replaced for all that share a process with it; so would the environment and globals. */
const replacingModules = tests
  .filter(({ text, isIntegration }) => !isIntegration && text.includes('vi.mock('))
  .map(({ path }) => path);
const alone = tests
  .filter(({ text, isIntegration }) => isIntegration && /\bvi\.mock\(|process\.env\.|globalThis/.test(text))
  .map(({ path }) => path);

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          include: [
            ...UNIT_FOLDERS.map((folder) => `${folder}/**/*.test.ts`),
            'tests/*.test.ts',
            'tests/gates/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...replacingModules],
          // Two processes for all of them, instead of one each: half the time.
          isolate: false,
        },
      },
      { extends: true, test: { ...unit, name: 'unit-mocks', include: replacingModules } },
      {
        extends: true,
        resolve: { alias: [afterAnswer] },
        test: {
          ...integration,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/contract/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone],
          isolate: false,
        },
      },
      {
        extends: true,
        resolve: { alias: [afterAnswer] },
        test: { ...integration, name: 'integration-alone', include: alone },
      },
    ],
  },
});
