const EVERY_MS = 2_000;

/**
 * Tells the process that started this one that its event loop still turns, so that it is replaced when it hangs. Nothing
 * listens when it was started by hand.
 */
export function sendLifeSigns(): void {
  const send = () => process.send?.({ type: 'alive' }, undefined, undefined, () => undefined);
  send();
  setInterval(send, EVERY_MS).unref();
}
