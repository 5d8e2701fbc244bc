import { sharedProduct, type Product } from './target';

export interface Announced {
  status: number;
  body: unknown;
}

/** A phone system that reports calls with an API key. */
export class Telephone {
  constructor(
    private readonly apiKey: string | null,
    private readonly product: Product = sharedProduct(),
  ) {}

  call(input: { id: string; agent: string; number: string; ourNumber?: string }) {
    let sequence = 0;
    const announce = (type: 'presented' | 'accepted' | 'ended' | 'missed', more: Record<string, unknown> = {}) => {
      sequence += 1;
      return this.announce({
        source: 'e2e',
        id: input.id,
        sequence,
        type,
        at: new Date().toISOString(),
        channel: 'voice',
        direction: 'incoming',
        agent: input.agent,
        ourNumber: input.ourNumber ?? '+33199000001',
        customer: { number: input.number },
        ...more,
      });
    };
    return {
      presented: () => announce('presented'),
      accepted: () => announce('accepted'),
      ended: (more?: { durationMs?: number; outcome?: string }) => announce('ended', more),
      missed: () => announce('missed'),
    };
  }

  async announce(event: Record<string, unknown>): Promise<Announced> {
    const response = await fetch(new URL('/api/interactions', this.product.makerUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.apiKey === null ? {} : { authorization: `Bearer ${this.apiKey}` }),
      },
      body: JSON.stringify(event),
    });
    return { status: response.status, body: await response.json() };
  }
}
