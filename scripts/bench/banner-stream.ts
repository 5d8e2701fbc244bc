import { z } from 'zod';

const payloadSchema = z.object({ interactionId: z.string() });

/** `at` is from `performance.now()`; `data` is JSON. */
interface Arrival {
  at: number;
  data: string;
}

/** The event stream of an agent's Banner. */
export class BannerStream {
  readonly #arrived = new Map<string, Arrival>();
  readonly #waiting = new Map<string, { resolve: (arrival: Arrival) => void; reject: (error: unknown) => void }>();
  readonly #controller = new AbortController();

  /** Resolves once the stream is open. */
  static async open(makerUrl: string, cookie: string): Promise<BannerStream> {
    const stream = new BannerStream();
    const response = await fetch(`${makerUrl}/api/banner/stream`, {
      headers: { cookie },
      signal: stream.#controller.signal,
    });
    if (!response.ok || !response.body) throw new Error(`The Banner's stream answered ${response.status}`);
    const isReady = stream.arrival('ready', '');
    void stream.#read(response.body).catch((error: unknown) => {
      for (const { reject } of stream.#waiting.values()) reject(error);
    });
    await isReady;
    return stream;
  }

  arrival(type: string, interactionId: string): Promise<Arrival> {
    const key = `${type} ${interactionId}`;
    const arrival = this.#arrived.get(key);
    return arrival === undefined
      ? new Promise((resolve, reject) => this.#waiting.set(key, { resolve, reject }))
      : Promise.resolve(arrival);
  }

  close(): void {
    this.#controller.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      const at = performance.now();
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.#keep(event, at);
    }
  }

  #keep(event: string, at: number): void {
    const type = /^event: (.+)$/m.exec(event)?.[1];
    const data = /^data: (.+)$/m.exec(event)?.[1];
    if (type === undefined || data === undefined) return;
    const key = `${type} ${payloadSchema.safeParse(JSON.parse(data)).data?.interactionId ?? ''}`;
    this.#arrived.set(key, { at, data });
    this.#waiting.get(key)?.resolve({ at, data });
  }
}
