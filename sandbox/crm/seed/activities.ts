import type { SeedBuilder } from './builder';
import type { SeedContact } from './contacts';
import type { SeedTicket } from './tickets-and-deals';
import { isoInstant } from '../../instant';

/** Past calls and notes, so that timelines aren't empty. */
export function seedActivities(builder: SeedBuilder, contacts: SeedContact[], tickets: SeedTicket[], count = 90): void {
  const { random } = builder;
  for (let index = 0; index < count; index += 1) {
    const ticket = random.chance(0.6) ? tickets[random.int(tickets.length)] : undefined;
    const contact = ticket?.contact ?? contacts[random.int(contacts.length)];
    if (!contact) continue;
    const at = builder.someTime(ticket?.record.createdAt ?? contact.record.createdAt);
    const isCall = index % 3 !== 2;
    const record = isCall
      ? builder.add('0-48', callValues(builder, contact, at), at)
      : builder.add(
          '0-46',
          {
            hs_timestamp: isoInstant(at),
            hs_note_body: '<p>Prefers to be called in the morning.</p>',
            hubspot_owner_id: builder.someOwner(),
          },
          at,
        );
    const activity = { objectTypeId: isCall ? '0-48' : '0-46', id: record.id };
    builder.link(activity, { objectTypeId: '0-1', id: contact.record.id }, [isCall ? 194 : 202]);
    if (ticket) builder.link(activity, { objectTypeId: '0-5', id: ticket.record.id }, [isCall ? 220 : 228]);
    if (contact.company)
      builder.link(activity, { objectTypeId: '0-2', id: contact.company.record.id }, [isCall ? 182 : 190]);
  }
}

function callValues(builder: SeedBuilder, contact: SeedContact, at: number): Record<string, string | null> {
  const { random } = builder;
  const isIncoming = random.chance(0.7);
  const theirs =
    contact.record.properties['hs_calculated_phone_number'] ??
    contact.record.properties['hs_calculated_mobile_number'] ??
    null;
  const ours = builder.home === 'FR' ? '+33199000100' : builder.home === 'GB' ? '+442079460100' : '+12125550100';
  const isAnswered = random.chance(0.8);
  return {
    hs_timestamp: isoInstant(at),
    hs_call_title: isIncoming ? 'Incoming call' : 'Outgoing call',
    hs_call_direction: isIncoming ? 'INBOUND' : 'OUTBOUND',
    hs_call_status: isAnswered ? 'COMPLETED' : isIncoming ? 'MISSED' : 'NO_ANSWER',
    hs_call_disposition: isAnswered ? 'f240bbac-87c9-4f6e-bf70-924b57d47db7' : '73a0d17f-1163-4015-bdd5-ec830791da20',
    hs_call_duration: isAnswered ? String((20 + random.int(600)) * 1000) : '0',
    hs_call_from_number: isIncoming ? theirs : ours,
    hs_call_to_number: isIncoming ? ours : theirs,
    hubspot_owner_id: builder.someOwner(),
  };
}
