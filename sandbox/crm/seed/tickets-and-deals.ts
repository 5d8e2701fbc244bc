import type { StoredRecord } from '../state/record-source';
import type { SeedBuilder } from './builder';
import type { SeedContact } from './contacts';
import { ticketSubjects } from './names';
import { isoInstant } from '../../instant';

export interface SeedTicket {
  record: StoredRecord;
  contact: SeedContact;
}

/** The first four contacts have an open ticket each. */
export function seedTickets(builder: SeedBuilder, contacts: SeedContact[], count = 210): SeedTicket[] {
  const { random } = builder;
  return Array.from({ length: count }, (_, index) => {
    const contact = contacts[index < 4 ? index : random.int(contacts.length)];
    if (!contact) return [];
    const createdAt = builder.someTime(contact.record.createdAt);
    const isClosed = index >= 4 && random.chance(0.55);
    const subject = random.pick(ticketSubjects[builder.home]);
    const record = builder.add(
      '0-5',
      {
        subject: `${subject} (${1000 + index})`,
        content: `${subject}.`,
        hs_pipeline: '0',
        hs_pipeline_stage: isClosed ? '4' : random.pick(['1', '2', '3']),
        hs_ticket_priority: random.chance(0.8) ? random.pick(['LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'URGENT']) : null,
        hs_ticket_category: random.chance(0.7)
          ? random.pick(['PRODUCT_ISSUE', 'BILLING_ISSUE', 'FEATURE_REQUEST', 'GENERAL_INQUIRY'])
          : null,
        source_type: random.pick(['PHONE', 'PHONE', 'EMAIL', 'FORM', 'CHAT']),
        closed_date: isClosed ? isoInstant(createdAt + 86_400_000) : null,
        hubspot_owner_id: builder.someOwner(),
      },
      createdAt,
    );
    const ticket = { objectTypeId: '0-5', id: record.id };
    builder.link({ objectTypeId: '0-1', id: contact.record.id }, ticket, [15]);
    if (contact.company) builder.link({ objectTypeId: '0-2', id: contact.company.record.id }, ticket, [25, 340]);
    return [{ record, contact }];
  }).flat();
}

export function seedDeals(builder: SeedBuilder, contacts: SeedContact[], count = 60): void {
  const { random } = builder;
  const withCompany = contacts.filter((contact) => contact.company !== null);
  for (let index = 0; index < count; index += 1) {
    const contact = withCompany[random.int(withCompany.length)];
    if (!contact?.company) continue;
    const createdAt = builder.someTime(contact.record.createdAt);
    const record = builder.add(
      '0-3',
      {
        dealname: `${contact.company.name} - ${2024 + (index % 3)}`,
        pipeline: 'default',
        dealstage: random.pick([
          'appointmentscheduled',
          'qualifiedtobuy',
          'presentationscheduled',
          'contractsent',
          'closedwon',
          'closedlost',
        ]),
        amount: String((1 + random.int(400)) * 250),
        closedate: isoInstant(createdAt + 45 * 86_400_000),
        dealtype: random.pick(['newbusiness', 'existingbusiness']),
        hubspot_owner_id: builder.someOwner(),
      },
      createdAt,
    );
    const deal = { objectTypeId: '0-3', id: record.id };
    builder.link({ objectTypeId: '0-1', id: contact.record.id }, deal, [4]);
    builder.link({ objectTypeId: '0-2', id: contact.company.record.id }, deal, [6, 342]);
  }
}
