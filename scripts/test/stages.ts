import type { Browser } from './browser';
import { readPlaywrightReport, readVitestReport, type Counts } from './reports';

export interface Stage {
  name: 'lint' | 'types' | 'unit' | 'integration' | 'build' | 'e2e';
  title: string;
  /** Commands from node_modules with their arguments, run in sequence until one fails. */
  commands: (input: StageInput) => string[][];
  variables?: Record<string, string>;
  /** null: the stage counts as one check, passed or failed by its exit code. */
  count: ((reportPath: string) => Counts) | null;
  /** Shows output while running, instead of only on failure. */
  isTalkative: boolean;
  /** The build may run at the same time: this stage reads nothing that a build writes, such as the types of routes. */
  isBesideBuild?: true;
  /** It may run at the same time as the stage before it: neither reads what the other writes, and neither is talkative. */
  isBesidePrevious?: true;
}

export interface StageInput {
  reportPath: string;
  /** Arguments after `--` on the command line. */
  extra: readonly string[];
  /** Runs only what changes since this commit can break. Null runs everything. */
  changedSince: string | null;
  /** Only these browser flows. Empty runs all. */
  flows: readonly string[];
  browser: Browser | null;
}

/** The tests' own build, so that they never touch one that is being served. */
export const TEST_BUILD = '.next-test';

/** What `.dependency-cruiser.mjs` checks; tests have rows in a file of their own. */
const IMPORTING = ['app', 'components', 'lib', 'sandbox', 'scripts', '*.{js,mjs,ts}'];
const CRUISE = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';

const NEXT = 'node_modules/next/dist/bin/next';

function vitest(project: string, more: (input: StageInput) => string[] = () => []): Stage['commands'] {
  return (input) => [
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${input.reportPath}`,
      ...more(input),
      ...input.extra,
    ],
  ];
}

export const STAGES: readonly Stage[] = [
  {
    name: 'lint',
    title: 'Lint',
    commands: ({ extra }) => [
      ['node_modules/oxfmt/bin/oxfmt', '--check', ...extra],
      [CRUISE, ...IMPORTING],
      [CRUISE, '--config', '.dependency-cruiser.tests.mjs', 'tests', ...IMPORTING],
      ['node_modules/knip/bin/knip.js', '--no-progress'],
      // Last, because it alone uses two cores: the others share them with the types.
      ['node_modules/oxlint/bin/oxlint', '--type-aware', ...extra],
    ],
    count: null,
    isTalkative: false,
  },
  {
    name: 'types',
    title: 'Types',
    // typegen writes Next's declarations: without it, a fresh clone can't type an imported stylesheet.
    // On few cores each further checker costs more than it saves: it types again much of what the others have typed.
    commands: () => [
      [NEXT, 'typegen'],
      ['node_modules/typescript-7/bin/tsc', '--noEmit', '--incremental', 'false', '--checkers', '1'],
    ],
    variables: { NEXT_DIST_DIR: '.next' },
    count: null,
    isTalkative: false,
    isBesidePrevious: true,
  },
  {
    name: 'unit',
    title: 'Unit and architecture tests',
    commands: vitest('unit*'),
    count: readVitestReport,
    isTalkative: true,
    isBesideBuild: true,
  },
  {
    name: 'integration',
    title: 'Integration and contract tests',
    commands: vitest('integration*', ({ changedSince }) =>
      changedSince === null ? [] : ['--changed', changedSince, '--passWithNoTests'],
    ),
    count: readVitestReport,
    isTalkative: true,
    isBesideBuild: true,
  },
  { name: 'build', title: 'Production build', commands: () => [], count: null, isTalkative: false },
  {
    name: 'e2e',
    title: 'End-to-end tests',
    commands: ({ flows, extra }) => [['node_modules/@playwright/test/cli.js', 'test', ...flows, ...extra]],
    count: readPlaywrightReport,
    isTalkative: true,
  },
];
