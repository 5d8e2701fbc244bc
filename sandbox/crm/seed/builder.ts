import type { Portal } from '../../contract';
import { standardAssociationTypes } from '../state/association-type';
import { standardObjectTypes } from '../object-types';
import { deriveProperties } from '../state/derive';
import { countryOf } from '../state/phone';
import { AssociationStore } from '../state/association-store';
import type { ObjectRef } from '../state/association-store';
import { defaultPipelines } from '../state/pipelines';
import type { StoredRecord } from '../state/record-source';
import type { SeedCountry } from './phones';
import type { Random } from './random';
import { isoInstant } from '../../instant';

const earliest = Date.UTC(2024, 0, 8, 8);
const latest = Date.UTC(2026, 9, 30, 18);

/** Each object has its own range of ids, so that using an id with the wrong object fails. */
const firstIds: Record<string, number> = {
  '0-1': 110_000_000_000,
  '0-2': 21_000_000_000,
  '0-3': 33_000_000_000,
  '0-5': 45_000_000_000,
  '0-48': 67_000_000_000,
  '0-46': 78_000_000_000,
  '0-27': 81_000_000_000,
};

/** Collects the records and links of a portal's seed. */
export class SeedBuilder {
  readonly records = new Map<string, StoredRecord[]>();
  readonly links = new AssociationStore();
  readonly firstFreeId: number;
  readonly #pipelines = defaultPipelines();

  constructor(
    readonly portal: Portal,
    readonly home: SeedCountry,
    readonly owners: string[],
    readonly random: Random,
  ) {
    this.firstFreeId = 500_000_000_000 + (portal.portalId % 1000) * 1_000_000;
  }

  add(objectTypeId: string, values: Record<string, string | null>, at = this.someTime()): StoredRecord {
    const list = this.records.get(objectTypeId) ?? [];
    this.records.set(objectTypeId, list);
    const id = String(
      (firstIds[objectTypeId] ?? 90_000_000_000) + (this.portal.portalId % 1000) * 100_000 + list.length * 7 + 1,
    );
    const type = standardObjectTypes.find((candidate) => candidate.id === objectTypeId);
    const properties = withoutEmpty({
      ...values,
      hs_object_id: id,
      hs_object_source: 'IMPORT',
      [type?.createdProperty ?? 'createdate']: isoInstant(at),
      [type?.modifiedProperty ?? 'hs_lastmodifieddate']: isoInstant(at),
    });
    const derived = deriveProperties(objectTypeId, id, properties, {
      country: countryOf(this.portal.timeZone),
      pipelines: this.#pipelines.get(objectTypeId) ?? [],
      at,
    });
    const record: StoredRecord = {
      id,
      createdAt: at,
      updatedAt: at,
      archivedAt: null,
      mergedInto: null,
      properties: withoutEmpty({ ...properties, ...derived }),
      history: {},
    };
    list.push(record);
    return record;
  }

  link(from: ObjectRef, to: ObjectRef, typeIds: number[]): void {
    this.links.link(from, to, typeIds);
    this.links.link(
      to,
      from,
      typeIds.flatMap((typeId) => {
        const type = standardAssociationTypes.find(
          (candidate) =>
            candidate.typeId === typeId &&
            candidate.fromObjectTypeId === from.objectTypeId &&
            candidate.toObjectTypeId === to.objectTypeId,
        );
        return type ? [type.inverseId] : [];
      }),
    );
  }

  someTime(from = earliest): number {
    return from + Math.floor(this.random.next() * (latest - from));
  }

  someOwner(): string | null {
    const [first, ...rest] = this.owners;
    return first !== undefined && this.random.chance(0.7) ? this.random.pick([first, ...rest]) : null;
  }

  /** Most people are from the portal's country. */
  someCountry(): SeedCountry {
    return this.random.chance(0.6) ? this.home : this.random.pick(['FR', 'GB', 'US', 'DE']);
  }
}

function withoutEmpty(values: Record<string, string | null>): Record<string, string> {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
