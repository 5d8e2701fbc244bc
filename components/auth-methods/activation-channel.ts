import { z } from 'zod';

/**
 * Tells the waiting page that the provider's window has returned. Sends only the flow's id, on a channel limited to our
 * own origin. The page then asks the server for the result.
 */
const NAME = 'maker.activation';
const messageSchema = z.strictObject({ transactionId: z.uuid() });

export function reportActivation(transactionId: string): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ transactionId });
  channel.close();
}

/** Returns a function that unsubscribes. */
export function subscribeToActivations(onActivation: (transactionId: string) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data);
    if (message.success) onActivation(message.data.transactionId);
  };
  return () => channel.close();
}
