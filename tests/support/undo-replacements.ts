import { afterAll, vi } from 'vitest';

/** Files of one process follow each other: what one has replaced, or a clock it has stopped, must not reach the next. */
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});
