/** Tells the page behind the window that somebody signed in again there. It carries nothing: the page asks the server. */
const NAME = 'maker.confirmation';

export function reportConfirmation(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(null);
  channel.close();
}

/** Returns a function that unsubscribes. */
export function subscribeToConfirmations(onConfirmation: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = onConfirmation;
  return () => channel.close();
}
