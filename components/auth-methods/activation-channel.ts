import { z } from 'zod';

/**
 * How the window that came back from the provider tells the page that waits: by the id of the flow and nothing else, on a
 * channel that only our own origin hears. Whoever hears it asks the server, which alone knows how it went.
 */
const NAME = 'maker.activation';
const messageSchema = z.strictObject({ transactionId: z.uuid() });

export function reportActivation(transactionId: string): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ transactionId });
  channel.close();
}

/** Answers the way to stop listening. */
export function subscribeToActivations(onActivation: (transactionId: string) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data);
    if (message.success) onActivation(message.data.transactionId);
  };
  return () => channel.close();
}
