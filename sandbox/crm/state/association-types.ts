import type { AssociationType } from './association-type';
import { standardAssociationTypes } from './association-type';

/** The association types of one portal: HubSpot's own, those of custom objects, and the portal's labels. */
export class AssociationTypeRegistry {
  readonly #custom = new Map<number, AssociationType>();
  #byPair = indexed(standardAssociationTypes);

  between(fromObjectTypeId: string, toObjectTypeId: string): AssociationType[] {
    return this.#byPair.get(`${fromObjectTypeId}>${toObjectTypeId}`) ?? [];
  }

  find(fromObjectTypeId: string, toObjectTypeId: string, typeId: number): AssociationType | null {
    return this.between(fromObjectTypeId, toObjectTypeId).find((type) => type.typeId === typeId) ?? null;
  }

  /** The type of an unlabelled link. */
  defaultBetween(fromObjectTypeId: string, toObjectTypeId: string): AssociationType | null {
    return this.between(fromObjectTypeId, toObjectTypeId).find((type) => type.label === null) ?? null;
  }

  primaryBetween(fromObjectTypeId: string, toObjectTypeId: string): AssociationType | null {
    return (
      this.between(fromObjectTypeId, toObjectTypeId).find(
        (type) => type.label === 'Primary' && type.category === 'HUBSPOT_DEFINED',
      ) ?? null
    );
  }

  put(type: AssociationType): void {
    this.#custom.set(type.typeId, type);
    this.#reindex();
  }

  remove(typeId: number): void {
    this.#custom.delete(typeId);
    this.#reindex();
  }

  removeOf(objectTypeId: string): void {
    for (const type of this.of(objectTypeId)) this.#custom.delete(type.typeId);
    this.#reindex();
  }

  /** All types from or to this object. */
  of(objectTypeId: string): AssociationType[] {
    return [...this.#byPair.values()]
      .flat()
      .filter((type) => type.fromObjectTypeId === objectTypeId || type.toObjectTypeId === objectTypeId);
  }

  custom(): AssociationType[] {
    return [...this.#custom.values()];
  }

  /** Label ids start well above HubSpot's own. */
  nextTypeId(): number {
    return Math.max(1000, ...this.#custom.keys()) + 1;
  }

  #reindex(): void {
    this.#byPair = indexed([...standardAssociationTypes, ...this.#custom.values()]);
  }
}

function indexed(types: AssociationType[]): Map<string, AssociationType[]> {
  const byPair = new Map<string, AssociationType[]>();
  for (const type of types) {
    const pair = `${type.fromObjectTypeId}>${type.toObjectTypeId}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), type]);
  }
  return byPair;
}
