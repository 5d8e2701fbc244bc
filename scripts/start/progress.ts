/** One line per step of the start: on a terminal it counts the seconds, elsewhere it reports when a step takes long. */
const LONG_MS = 10_000;

export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const isTerminal = process.stdout.isTTY;
  const show = () =>
    process.stdout.write(
      isTerminal ? `\r  … ${label} (${seconds(startedAt)} s)` : `  … ${label} (${seconds(startedAt)} s)\n`,
    );
  const ticker = setInterval(show, isTerminal ? 1000 : LONG_MS);
  if (isTerminal) show();
  try {
    const result = await work();
    finish(isTerminal, `  ✓ ${label} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    finish(isTerminal, `  ✗ ${label}`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

export function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

function finish(isTerminal: boolean, line: string): void {
  process.stdout.write(`${isTerminal ? '\r\u001b[2K' : ''}${line}\n`);
}

function seconds(since: number): number {
  return Math.floor((Date.now() - since) / 1000);
}
