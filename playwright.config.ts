import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/test/browser';
import { hasRoomForTwo } from './scripts/test/room';

const needsWindow = process.argv.some((word) => ['--headed', '--ui', '--debug'].includes(word));
// Each worker has a product of its own, of about 1 GB. A product that runs already is one, for one worker.
const workers = process.env.BASE_URL || !hasRoomForTwo() ? 1 : 2;
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  workers,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Only what hangs takes so long, also where something else keeps the machine busy.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: 'playwright-report' }],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? '.data/reports/e2e.json' }],
  ],
  outputDir: 'test-results',
  use: {
    // A control that is not there says so after this, not after the time of the whole test.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Noting everything of every page costs a quarter of a run: `--trace retain-on-failure` for the flow that fails.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    launchOptions: {
      executablePath: findBrowser(needsWindow)?.path,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-dev-shm-usage',
        // Nothing outside this machine: Chromium would otherwise ask its maker for updates.
        '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'] } }],
});
