import { z } from 'zod';

/** Tells the waiting page that a test sign-in has come back. Sends only its id; the page asks the server for the result. */
const NAME = 'maker.sign-in-test';
const messageSchema = z.strictObject({ transactionId: z.uuid() });

export function reportTest(transactionId: string): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ transactionId });
  channel.close();
}

/** Returns a function that unsubscribes. */
export function subscribeToTests(onTest: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (messageSchema.safeParse(data).success) onTest();
  };
  return () => channel.close();
}
