/** Begins work once the answer is on its way. It must not throw. */
export function afterAnswer(work: () => Promise<void>): void {
  setImmediate(() => void work());
}
