import { z } from 'zod';

/**
 * Tells the page behind a window that something came back there. It carries at most the flow's id, on a channel of our own
 * origin: the page asks the server for the result.
 */
export type WindowFlow = 'activation' | 'confirmation' | 'sign-in-test';
const messageSchema = z.strictObject({ transactionId: z.uuid().nullable() });

const open = (flow: WindowFlow) => new BroadcastChannel(`maker.${flow}`);

export function reportToOpener(flow: WindowFlow, transactionId: string | null): void {
  const channel = open(flow);
  channel.postMessage({ transactionId });
  channel.close();
}

/** Returns a function that unsubscribes. */
export function subscribeToWindow(flow: WindowFlow, onReport: (transactionId: string | null) => void): () => void {
  const channel = open(flow);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data);
    if (message.success) onReport(message.data.transactionId);
  };
  return () => channel.close();
}
