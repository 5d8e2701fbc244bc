import type { InteractionEventInput } from '@/lib/domain/interaction/interaction';
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
    const announce = (type: InteractionEventInput['type'], more: Record<string, unknown> = {}) => {
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
      presented: (more?: Partial<InteractionEventInput>) => announce('presented', more),
      accepted: (more?: Partial<InteractionEventInput>) => announce('accepted', more),
      transferred: (to: string) => announce('transferred', { to }),
      ended: (more?: Partial<InteractionEventInput>) => announce('ended', more),
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
