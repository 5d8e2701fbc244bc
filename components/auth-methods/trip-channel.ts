import { z } from 'zod';

/**
 * How the window that came back from the provider tells the page that waits: by the id of the trip and nothing else, on a
 * channel that only our own origin hears. Whoever hears it asks the server, which alone knows how it went.
 */
const NAME = 'maker.activation';
const messageSchema = z.strictObject({ transactionId: z.uuid() });

export function announceTrip(transactionId: string): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ transactionId });
  channel.close();
}

/** Answers the way to stop listening. */
export function hearTrips(onTrip: (transactionId: string) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data);
    if (message.success) onTrip(message.data.transactionId);
  };
  return () => channel.close();
}
