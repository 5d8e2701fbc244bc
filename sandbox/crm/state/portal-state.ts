import type { CountryCode } from 'libphonenumber-js';
import type { Portal, PortalUser } from '../../contract';
import { PropertyCatalog } from '../catalog/catalog';
import type { CustomObject } from './schemas';
import { standardObjectTypes } from '../object-types';
import type { ObjectType } from '../object-types';
import { countryOf } from './phone';
import { AssociationStore } from './association-store';
import { AssociationTypeRegistry } from './association-types';
import { customObjectType } from './custom-object-type';
import { MemorySource } from './memory-source';
import { ownersOf } from './owners';
import type { Owner } from './owners';
import { defaultPipelines } from './pipelines';
import type { Pipeline, PipelineAudit } from './pipelines';
import { RecordStore, uniqueKey } from './record-store';
import type { RecordSource, StoredRecord } from './record-source';

export interface PortalSeed {
  sources: Map<string, RecordSource>;
  /** Links in both directions, as `AssociationStore.dump` writes them. */
  links: [from: string, toType: string, toId: string, typeIds: number[]][];
  /** The first id for new records, above all seeded ids. */
  firstFreeId: number;
}

/** The CRM state of one portal. Only `applyEffect` changes it. */
export class PortalState {
  readonly country: CountryCode;
  readonly associations = new AssociationStore();
  readonly associationTypes = new AssociationTypeRegistry();
  readonly pipelines: Map<string, Pipeline[]> = defaultPipelines();
  readonly pipelineAudits: PipelineAudit[] = [];
  readonly customObjects = new Map<string, CustomObject>();
  nextId: number;
  readonly #types = new Map<string, ObjectType>();
  readonly #stores = new Map<string, RecordStore>();
  readonly #catalogs = new Map<string, PropertyCatalog>();

  constructor(
    readonly portal: Portal,
    private readonly usersOf: () => PortalUser[],
    private readonly seedUsers: PortalUser[],
    seed: PortalSeed,
  ) {
    this.country = countryOf(portal.timeZone);
    this.nextId = seed.firstFreeId;
    for (const type of standardObjectTypes) this.#addType(type, seed.sources.get(type.id) ?? new MemorySource([]));
    this.associations.load(seed.links);
  }

  get users(): PortalUser[] {
    return this.usersOf();
  }

  get owners(): Owner[] {
    return ownersOf(this.portal, this.usersOf(), this.seedUsers);
  }

  /**
   * Finds an object by type id, or by singular or plural name, ignoring case. Custom objects have a fully qualified
   * name, where `p_` can replace the account's prefix. Archived ones aren't found.
   */
  findType(name: string): ObjectType | null {
    const exact = this.#types.get(name);
    if (exact) return this.#isArchived(exact) ? null : exact;
    const wanted = name.toLowerCase().replace(/^p_/, `p${this.portal.portalId}_`);
    for (const type of this.types()) {
      if (
        type.fullyQualifiedName === undefined
          ? type.singular === wanted || type.plural === wanted
          : type.fullyQualifiedName.toLowerCase() === wanted
      )
        return type;
    }
    return null;
  }

  types(): ObjectType[] {
    return this.allTypes().filter((type) => !this.#isArchived(type));
  }

  /** Includes archived custom objects. */
  allTypes(): ObjectType[] {
    return [...this.#types.values()];
  }

  #isArchived(type: ObjectType): boolean {
    return this.customObjects.get(type.id)?.archived === true;
  }

  store(objectTypeId: string): RecordStore {
    const store = this.#stores.get(objectTypeId);
    if (!store) throw new Error(`No object ${objectTypeId} in portal ${this.portal.portalId}`);
    return store;
  }

  catalog(objectTypeId: string): PropertyCatalog {
    const catalog = this.#catalogs.get(objectTypeId);
    if (!catalog) throw new Error(`No object ${objectTypeId} in portal ${this.portal.portalId}`);
    return catalog;
  }

  pipelinesOf(objectTypeId: string): Pipeline[] {
    return this.pipelines.get(objectTypeId) ?? [];
  }

  putCustomObject(schema: CustomObject): void {
    this.customObjects.set(schema.objectTypeId, schema);
    // This counter provided its number.
    this.nextId = Math.max(this.nextId, Number(schema.objectTypeId.slice(2)) + 1);
    const type = customObjectType(schema, this.portal.portalId);
    if (this.#types.has(type.id)) this.#types.set(type.id, type);
    else this.#addType(type, new MemorySource([]));
  }

  removeCustomObject(objectTypeId: string): void {
    this.customObjects.delete(objectTypeId);
    this.#types.delete(objectTypeId);
    this.#stores.delete(objectTypeId);
    this.#catalogs.delete(objectTypeId);
    this.associationTypes.removeOf(objectTypeId);
  }

  #addType(type: ObjectType, source: RecordSource): void {
    const catalog = new PropertyCatalog(type.id);
    this.#types.set(type.id, type);
    this.#catalogs.set(type.id, catalog);
    this.#stores.set(
      type.id,
      new RecordStore(
        source,
        () => catalog.uniqueNames(),
        (record) => uniqueKeys(catalog, record),
      ),
    );
  }
}

/** A contact's additional email addresses also identify it. */
function uniqueKeys(catalog: PropertyCatalog, record: StoredRecord): string[] {
  const keys: string[] = [];
  for (const name of catalog.uniqueNames()) {
    const value = record.properties[name];
    if (value) keys.push(uniqueKey(name, value));
  }
  for (const email of record.properties['hs_additional_emails']?.split(';') ?? []) {
    if (email) keys.push(uniqueKey('email', email));
  }
  return keys;
}
