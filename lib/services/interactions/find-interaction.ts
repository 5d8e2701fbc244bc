import { readStored } from '@/lib/domain/base/stored';
import { storedEventSchema, type InteractionEventInput } from '@/lib/domain/interaction/interaction';
import { distanceMs, isSameInteraction } from '@/lib/domain/interaction/same-interaction';
import type { Tx } from '@/lib/platform/db';
import type { Prisma } from '@/prisma/generated/client';

const INCLUDED = {
  events: { select: { payload: true } },
  participations: { orderBy: { position: 'asc' } },
} satisfies Prisma.InteractionInclude;

type StoredInteraction = Prisma.InteractionGetPayload<{ include: typeof INCLUDED }>;

export interface Found {
  interaction: StoredInteraction;
  events: readonly [InteractionEventInput, ...InteractionEventInput[]];
}

/** An ID that is used again has hardly more interactions than this that an event could still belong to. */
const LATEST = 5;

/** The interaction that an event belongs to, and how many there were under its ID. The caller holds the lock of the ID. */
export async function findInteraction(
  tx: Tx,
  event: InteractionEventInput,
): Promise<{ found: Found | null; occurrences: number }> {
  const latest = await tx.interaction.findMany({
    where: { source: event.source, externalId: event.id },
    orderBy: { occurrence: 'desc' },
    take: LATEST,
    include: INCLUDED,
  });
  const [found = null] = latest
    .flatMap((interaction): Found[] => {
      const [first, ...rest] = interaction.events.map(({ payload }) =>
        readStored(storedEventSchema, payload, 'InteractionEvent.payload'),
      );
      return first ? [{ interaction, events: [first, ...rest] }] : [];
    })
    .filter(({ events }) => isSameInteraction(events, event))
    .sort((a, b) => distanceMs(a.events, event) - distanceMs(b.events, event));
  return { found, occurrences: latest[0]?.occurrence ?? 0 };
}
