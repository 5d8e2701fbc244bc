/** One measured quantity; its median is printed, with the spread. */
export interface Figure {
  name: string;
  unit: 's' | 'ms' | 'kB' | '/s' | 'MB' | '';
  /** One per run. */
  values: readonly number[];
  /** The median may not exceed it. */
  budget?: number;
}

/** What a bench measures against: a product of its own, in sandbox mode, with one administrator. */
export interface BenchContext {
  makerUrl: string;
  sandboxUrl: string;
  admin: { email: string; password: string };
  /** Stops the product and starts it again; resolves when it is ready. */
  restart: () => Promise<void>;
}

export interface Bench {
  title: string;
  run(context: BenchContext): Promise<Figure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper, lower] = [sorted[middle] ?? Number.NaN, sorted[middle - 1] ?? Number.NaN];
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2;
}

/** A percentile. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
}
