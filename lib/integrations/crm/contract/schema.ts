import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { ProviderAccess } from './access';

export interface SchemaCapability {
  listObjects(access: ProviderAccess): Promise<ObjectSummary[]>;
  describeObject(access: ProviderAccess, objectApiName: string): Promise<ObjectDescription>;
}

export interface ObjectSummary {
  /** The name to store and to use in every other call. */
  apiName: string;
  label: string;
  pluralLabel: string;
  isCustom: boolean;
}

interface ObjectDescription {
  apiName: string;
  properties: PropertyDefinition[];
}

export interface PropertyDefinition {
  apiName: string;
  label: string;
  description: string;
  /** The provider's own words for its type, for example `enumeration / select`. */
  providerType: string;
  /** What the product makes of it when nobody chooses. */
  suggestedType: CrmFieldType;
  /** In the provider's order, hidden ones left out. Empty for anything that is not a choice. */
  options: { value: string; label: string }[];
  /** The provider works it out or keeps it to itself: writing is refused or ignored. */
  isReadOnly: boolean;
  /** A record cannot be created without it. */
  isRequired: boolean;
  /** The provider keeps it out of its own pages. */
  isHidden: boolean;
  hasUniqueValue: boolean;
  /** Its value is the id of one of the account's owners. */
  holdsOwner: boolean;
  /** Several options at once, joined by `;`. */
  isMultiple: boolean;
}
