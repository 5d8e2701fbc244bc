import type { AssociationType } from '../associations/types';
import { standardAssociationTypes } from '../associations/types';

/** The association types of one portal: HubSpot's own, those of custom objects, and the portal's labels. */
export class AssociationTypeRegistry {
  readonly #custom = new Map<number, AssociationType>();

  between(fromObjectTypeId: string, toObjectTypeId: string): AssociationType[] {
    return this.#all().filter((type) => type.fromObjectTypeId === fromObjectTypeId && type.toObjectTypeId === toObjectTypeId);
  }

  find(fromObjectTypeId: string, toObjectTypeId: string, typeId: number): AssociationType | null {
    return this.between(fromObjectTypeId, toObjectTypeId).find((type) => type.typeId === typeId) ?? null;
  }

  /** What a link without a label is. */
  defaultBetween(fromObjectTypeId: string, toObjectTypeId: string): AssociationType | null {
    return this.between(fromObjectTypeId, toObjectTypeId).find((type) => type.label === null) ?? null;
  }

  primaryBetween(fromObjectTypeId: string, toObjectTypeId: string): AssociationType | null {
    return this.between(fromObjectTypeId, toObjectTypeId).find((type) => type.label === 'Primary' && type.category === 'HUBSPOT_DEFINED') ?? null;
  }

  put(type: AssociationType): void {
    this.#custom.set(type.typeId, type);
  }

  remove(typeId: number): void {
    this.#custom.delete(typeId);
  }

  custom(): AssociationType[] {
    return [...this.#custom.values()];
  }

  /** Ids of labels begin well above HubSpot's own. */
  nextTypeId(): number {
    return Math.max(1000, ...this.#custom.keys()) + 1;
  }

  #all(): AssociationType[] {
    return [...standardAssociationTypes, ...this.#custom.values()];
  }
}
