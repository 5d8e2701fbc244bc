export interface ObjectRef {
  objectTypeId: string;
  id: string;
}

/** Links between records and their association types. The caller stores both directions. */
export class AssociationStore {
  /** Maps `0-1/123` to object type, record id and type ids. */
  readonly #links = new Map<string, Map<string, Map<string, Set<number>>>>();

  link(from: ObjectRef, to: ObjectRef, typeIds: number[]): void {
    const key = refKey(from);
    const byType = this.#links.get(key) ?? new Map<string, Map<string, Set<number>>>();
    const byId = byType.get(to.objectTypeId) ?? new Map<string, Set<number>>();
    const types = byId.get(to.id) ?? new Set<number>();
    for (const typeId of typeIds) types.add(typeId);
    byId.set(to.id, types);
    byType.set(to.objectTypeId, byId);
    this.#links.set(key, byType);
  }

  unlink(from: ObjectRef, to: ObjectRef, typeIds: number[]): void {
    const byId = this.#links.get(refKey(from))?.get(to.objectTypeId);
    const types = byId?.get(to.id);
    if (!byId || !types) return;
    for (const typeId of typeIds) types.delete(typeId);
    if (types.size === 0) byId.delete(to.id);
  }

  typesBetween(from: ObjectRef, to: ObjectRef): number[] {
    return [...(this.#links.get(refKey(from))?.get(to.objectTypeId)?.get(to.id) ?? [])];
  }

  /** In the order in which they were linked. */
  listFrom(from: ObjectRef, toObjectTypeId: string): { id: string; typeIds: number[] }[] {
    const byId = this.#links.get(refKey(from))?.get(toObjectTypeId);
    return byId ? [...byId].map(([id, types]) => ({ id, typeIds: [...types] })) : [];
  }

  linkedTypesOf(from: ObjectRef): string[] {
    return [...(this.#links.get(refKey(from))?.keys() ?? [])];
  }

  /** Every link in one direction, as tuples that survive JSON. */
  dump(): [from: string, toType: string, toId: string, typeIds: number[]][] {
    const rows: [string, string, string, number[]][] = [];
    for (const [from, byType] of this.#links) {
      for (const [toType, byId] of byType) {
        for (const [toId, types] of byId) rows.push([from, toType, toId, [...types]]);
      }
    }
    return rows;
  }

  load(rows: [string, string, string, number[]][]): void {
    this.#links.clear();
    for (const [from, toType, toId, typeIds] of rows) {
      const [objectTypeId = '', id = ''] = from.split('/');
      this.link({ objectTypeId, id }, { objectTypeId: toType, id: toId }, typeIds);
    }
  }
}

function refKey(ref: ObjectRef): string {
  return `${ref.objectTypeId}/${ref.id}`;
}
