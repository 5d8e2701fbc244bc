/** How long somebody waits after wrong guesses in a row. */
export interface WaitRule {
  /** Guesses without a wait: people mistype. */
  free: number;
  firstMs: number;
  mostMs: number;
}

/** Doubles with each further guess. It always ends, so no account is locked out for good. */
export function growingWaitMs(failures: number, { free, firstMs, mostMs }: WaitRule): number {
  if (failures < free) return 0;
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - free, 30));
}
