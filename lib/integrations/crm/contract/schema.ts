import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { ClosedValues, PropertyKind } from '@/lib/domain/crm/property-facts';
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
  /** The values with which a record of it is closed. Null if it has none. */
  closed: ClosedValues | null;
}

export interface PropertyDefinition {
  apiName: string;
  label: string;
  description: string;
  /** The provider's name for its type, for example `enumeration / select`. */
  providerType: string;
  kind: PropertyKind;
  /** Shown as HTML in the provider's own pages. */
  isHtml: boolean;
  /** The default field type for it. */
  suggestedType: CrmFieldType;
  /** Edited on one line in the provider's own pages. */
  isSingleLine: boolean;
  /** In the provider's order, without hidden ones. Empty for other types. */
  options: { value: string; label: string }[];
  /** Values of hidden options: not offered, but accepted. */
  hiddenValues: string[];
  /** Computed or managed by the provider: writes are rejected or ignored. */
  isReadOnly: boolean;
  /** Required to create a record. */
  isRequired: boolean;
  /** Hidden in the provider's own pages. */
  isHidden: boolean;
  hasUniqueValue: boolean;
  /** Its value is the id of one of the account's owners. */
  holdsOwner: boolean;
  /** Allows several options, joined by `;`. */
  isMultiple: boolean;
}
