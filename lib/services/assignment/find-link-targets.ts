import { chooseRelated, type PlannedAssociation } from '@/lib/domain/assignment/plan';
import type { StoredLink } from '@/lib/domain/assignment/stored-link';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import type { RecordRef } from '@/lib/domain/crm/records';
import { choosePeople, planPeopleSearch } from '@/lib/domain/screen-pop/people';
import type { TraceEntry } from '@/lib/domain/trace';
import { withPresentRecord, type Call } from './internal';

export interface Target {
  to: RecordRef;
  participant?: NonNullable<StoredLink['participant']>;
}

type LinkTargets =
  | { kind: 'found'; targets: Target[]; trace: TraceEntry[] }
  /** The card through which it is looked for is gone. */
  | { kind: 'gone'; from: RecordRef };

/** The records to link with. Only reads. */
export async function findLinkTargets(
  call: Call,
  association: PlannedAssociation,
  objects: readonly ObjectModel[],
): Promise<LinkTargets> {
  switch (association.kind) {
    case 'known':
      return { kind: 'found', targets: [{ to: association.to }], trace: [] };
    case 'lookup': {
      const related = await withPresentRecord(call, association.from, (from) =>
        call((access, provider) =>
          provider.records.listRelated(access, from, association.objectApiName, association.properties),
        ),
      );
      if (related === null) return { kind: 'gone', from: association.from };
      const { to, trace: entries } = chooseRelated(association, related.result);
      return { kind: 'found', targets: to === null ? [] : [{ to }], trace: entries };
    }
    case 'participants': {
      const object = objects.find(({ id }) => id === association.objectId);
      const query = object ? planPeopleSearch(association, object) : null;
      if (!object || query === null) return { kind: 'found', targets: [], trace: [] };
      const page = await call((access, provider) => provider.records.search(access, query));
      const { records, total, unasked = [] } = page;
      const isCut = total > records.length;
      const { found, trace: entries } = choosePeople(association, object, { records, isCut, unasked });
      return {
        kind: 'found',
        targets: found.map(({ record, title, address }) => ({
          to: { objectApiName: record.objectApiName, id: record.id },
          participant: { address, title, url: record.url },
        })),
        trace: entries,
      };
    }
  }
}
