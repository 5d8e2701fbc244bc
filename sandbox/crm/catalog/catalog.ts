import type { PropertyDefinition, PropertyGroup } from './define';
import {
  activityGroups,
  callProperties,
  communicationProperties,
  emailProperties,
  meetingProperties,
  noteProperties,
  taskProperties,
} from './activities';
import { contactGroups, contactProperties } from './contacts';
import {
  companyGroups,
  companyProperties,
  dealGroups,
  dealProperties,
  productGroups,
  productProperties,
  ticketGroups,
  ticketProperties,
} from './sales-and-service';

interface BuiltIn {
  groups: PropertyGroup[];
  properties: PropertyDefinition[];
}

const builtIn: Record<string, BuiltIn> = {
  '0-1': { groups: contactGroups, properties: contactProperties },
  '0-2': { groups: companyGroups, properties: companyProperties },
  '0-3': { groups: dealGroups, properties: dealProperties },
  '0-5': { groups: ticketGroups, properties: ticketProperties },
  '0-7': { groups: productGroups, properties: productProperties },
  '0-18': { groups: activityGroups('communication'), properties: communicationProperties },
  '0-27': { groups: activityGroups('task'), properties: taskProperties },
  '0-46': { groups: activityGroups('note'), properties: noteProperties },
  '0-47': { groups: activityGroups('meeting'), properties: meetingProperties },
  '0-48': { groups: activityGroups('call'), properties: callProperties },
  '0-49': { groups: activityGroups('email'), properties: emailProperties },
};

/** The properties and groups of one object in one portal: HubSpot's own, overridden by the portal's. */
export class PropertyCatalog {
  readonly #properties = new Map<string, PropertyDefinition>();
  readonly #groups = new Map<string, PropertyGroup>();
  /** Names that differ from HubSpot's defaults. Snapshots store only these. */
  readonly #changed = new Set<string>();
  readonly #changedGroups = new Set<string>();
  #uniqueNames: string[] | null = null;

  constructor(objectTypeId: string) {
    for (const property of builtIn[objectTypeId]?.properties ?? []) this.#properties.set(property.name, property);
    for (const group of builtIn[objectTypeId]?.groups ?? []) this.#groups.set(group.name, group);
  }

  /** Archived properties count as missing. */
  find(name: string): PropertyDefinition | null {
    const property = this.#properties.get(name);
    return property && !property.archived ? property : null;
  }

  findArchived(name: string): PropertyDefinition | null {
    const property = this.#properties.get(name);
    return property?.archived ? property : null;
  }

  list(archived = false): PropertyDefinition[] {
    return [...this.#properties.values()].filter((property) => property.archived === archived);
  }

  /** Properties with unique values, apart from the record's id. */
  uniqueNames(): readonly string[] {
    this.#uniqueNames ??= this.list()
      .filter((property) => property.hasUniqueValue && property.name !== 'hs_object_id')
      .map((property) => property.name);
    return this.#uniqueNames;
  }

  put(property: PropertyDefinition): void {
    this.#properties.set(property.name, property);
    this.#changed.add(property.name);
    this.#uniqueNames = null;
  }

  findGroup(name: string): PropertyGroup | null {
    const group = this.#groups.get(name);
    return group && !group.archived ? group : null;
  }

  listGroups(archived = false): PropertyGroup[] {
    return [...this.#groups.values()].filter((group) => group.archived === archived);
  }

  putGroup(group: PropertyGroup): void {
    this.#groups.set(group.name, group);
    this.#changedGroups.add(group.name);
  }

  dump(): { properties: PropertyDefinition[]; groups: PropertyGroup[] } {
    return {
      properties: [...this.#properties.values()].filter((property) => this.#changed.has(property.name)),
      groups: [...this.#groups.values()].filter((group) => this.#changedGroups.has(group.name)),
    };
  }
}
