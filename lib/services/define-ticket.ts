import { z } from 'zod';
import type { Tx } from '@/lib/platform/db';
import { SealBrokenError } from '@/lib/platform/crypto';
import { newId } from '@/lib/platform/ids';
import { isStorable } from '@/lib/domain/base/validation';
import type { Ctx } from './context';

/** How long a ticket can be used, unless its purpose says otherwise. */
export const TICKET_MS = 5 * 60_000;

export interface Ticket<C> {
  id: string;
  expiresAt: Date;
  content: C;
}

/**
 * What a browser carries from one step to the next, sealed: it can neither read nor change it. A ticket is no session:
 * only the verb that names its purpose opens it. Nothing is stored until it is used, so starting costs no row.
 */
export function defineTicket<S extends z.ZodType>(purpose: string, content: S, lifetimeMs: number = TICKET_MS) {
  const placeOf = (id: string) => ({ table: 'Ticket', row: id, column: purpose });
  return {
    seal(ctx: Ctx, value: z.input<S>, id: string = newId(ctx.now())): { id: string; text: string } {
      const now = ctx.now();
      const sealed = ctx.sealer.seal(
        JSON.stringify({ expiresAt: now.getTime() + lifetimeMs, content: value }),
        placeOf(id),
      );
      return { id, text: `${id}.${sealed}` };
    },
    /** Null for whatever isn't a ticket of this purpose that can still be used. */
    open(ctx: Ctx, text: string | null | undefined): Ticket<z.output<S>> | null {
      const [, id, sealed] = /^([0-9a-f-]{36})\.([\w.-]{1,4000})$/.exec(text ?? '') ?? [];
      if (id === undefined || sealed === undefined || !isStorable(sealed)) return null;
      try {
        const { expiresAt, content: inside } = wholeSchema.parse(JSON.parse(ctx.sealer.open(sealed, placeOf(id))));
        if (expiresAt <= ctx.now().getTime()) return null;
        return { id, expiresAt: new Date(expiresAt), content: content.parse(inside) };
      } catch (error) {
        if (error instanceof SealBrokenError) return null;
        throw error;
      }
    },
  };
}

const wholeSchema = z.object({ expiresAt: z.number(), content: z.unknown() });

/** Uses a ticket up. False if it was used before: of two at once, one succeeds. */
export async function redeemTicket(tx: Tx, ticket: Pick<Ticket<unknown>, 'id' | 'expiresAt'>): Promise<boolean> {
  const { count } = await tx.usedTicket.createMany({
    data: { id: ticket.id, expiresAt: ticket.expiresAt },
    skipDuplicates: true,
  });
  return count === 1;
}
