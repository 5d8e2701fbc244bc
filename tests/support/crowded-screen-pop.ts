import type { CrmRecord } from '@/lib/domain/crm/records';
import type { ScreenPopStep } from '@/lib/domain/screen-pop/scenario';
import type { ScreenPopInput } from '@/lib/domain/screen-pop/run';
import { contacts, CRM_ID, nextId, objects, record, subjectOf } from './crm-model';

/** A screen pop at every limit at once: 50 scenarios of 10 steps, 20 conditions each, 20 candidates to verify. */
export function crowdedScreenPop(): { input: ScreenPopInput; crowd: CrmRecord[] } {
  const step: ScreenPopStep = {
    objectId: contacts.id,
    conditions: Array.from({ length: 20 }, () => ({
      kind: 'phone_is' as const,
      fieldIds: contacts.fields.map(({ id }) => id),
    })),
    distinguishBy: contacts.fields.slice(0, 2).map(({ id }) => id),
  };
  const scenarios = Array.from({ length: 50 }, (_, index) => ({
    id: nextId(),
    crmId: CRM_ID,
    name: 'By phone',
    enabled: true,
    definition: {
      channels: [index < 49 ? ('email' as const) : ('voice' as const)],
      directions: ['incoming' as const],
      moment: 'presented' as const,
      steps: Array.from({ length: 10 }, () => step),
      outcomes: {
        none: { action: 'nothing' as const },
        one: { action: 'open_card' as const },
        several: { action: 'chooser' as const },
        withheld: { action: 'search' as const },
      },
    },
  }));
  // Every field of every candidate holds the number, written with an extension of its own.
  const crowd = Array.from({ length: 20 }, (_, index) =>
    record(
      contacts,
      String(index),
      Object.fromEntries(
        contacts.fields.map(({ apiName }, number) => [apiName, `01 76 00${'.'.repeat(number)}01 01 ext. ${index}`]),
      ),
    ),
  );
  return {
    input: { moment: 'presented', subject: subjectOf(), scenarios, objects, rights: null, timeZone: 'Europe/Paris' },
    crowd,
  };
}
