import type { ProviderMessageKey } from '@/lib/domain/base/message-keys';
import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { FieldSource } from '@/lib/domain/interaction/data';
import type { FieldUnit } from '@/lib/domain/crm/readable-field';
import type { RulePreset, ScenarioPreset } from '@/lib/domain/rules/presets';
import type { ProviderId } from './provider';

/**
 * What the Maker's pages need to know of a provider before anything is connected. Plain data, safe in a browser.
 * Properties that end in `Key` are keys below the provider's own message namespace (`messages/<language>/<id>.json`).
 */
export interface ProviderManifest {
  id: ProviderId;
  /** The brand, never translated. */
  name: string;
  credentials: Record<'environment' | 'clientId' | 'clientSecret', CredentialLabel>;
  /** Where the provider's consent sends the browser back to; below the deployment's public URL. */
  redirectPaths: { activation: string; signIn: string };
  scopes: ScopeEntry[];
  /** Objects the product knows; others come from the account's own schema. */
  objects: KnownObject[];
  /** What records of a custom object need. */
  customObjectScopes: ObjectScopes;
  /** Pairs that may be linked without naming a type. Both directions hold. */
  associations: { from: string; to: string }[];
  /** How many conditions one search can hold at once. */
  conditionsPerSearch: number;
  /** Starting points for screen pops and assignment rules. */
  presets: { scenarios: ScenarioPreset[]; rules: RulePreset[] };
  helpLinks: { labelKey: ProviderMessageKey; url: string }[];
}

interface CredentialLabel {
  /** The article's word with the provider's own beside it, so that a reader of either finds the field. */
  labelKey: ProviderMessageKey;
  hintKey: ProviderMessageKey;
}

export interface ScopeEntry {
  scope: string;
  /** An optional scope is dropped by the provider where the account cannot grant it. */
  need: 'required' | 'optional';
  reasonKey: ProviderMessageKey;
}

export interface ObjectScopes {
  read: string[];
  write: string[];
  /** Creating a property of ours on it. */
  schemaWrite: string[];
}

export interface KnownObject {
  apiName: string;
  /** Other spellings the provider accepts for it. */
  aliases: string[];
  /** The provider's numeric type, part of its record links. */
  typeId: string;
  nameKey: ProviderMessageKey;
  scopes: ObjectScopes;
  fields: SuggestedField[];
  /** What a card of it is called, joined by a space; the first that is filled in where they are alternatives. */
  titleProperties: string[];
  phoneProperties: string[];
  emailProperties: string[];
  /** Without these a record cannot be created. */
  requiredOnCreate: string[];
}

export interface SuggestedField {
  apiName: string;
  nameKey: ProviderMessageKey;
  type: CrmFieldType;
  isReadOnly: boolean;
  /** Taken over when the object is added; the others are offered. */
  isUsual: boolean;
  /** What an interaction fills it with, when it is logged as a record of this object. */
  filledFrom?: FieldSource;
  /** Values that every account has. The account's own schema knows more. */
  knownValues?: KnownValue[];
  unit?: FieldUnit;
}

interface KnownValue {
  value: string;
  labelKey: ProviderMessageKey;
}

/** The object under any of its spellings; null for a custom one. */
export function findKnownObject(manifest: ProviderManifest, apiName: string): KnownObject | null {
  return (
    manifest.objects.find(
      (object) => object.apiName === apiName || object.typeId === apiName || object.aliases.includes(apiName),
    ) ?? null
  );
}

export function scopesOfObject(manifest: ProviderManifest, apiName: string): ObjectScopes {
  return findKnownObject(manifest, apiName)?.scopes ?? manifest.customObjectScopes;
}

export function defaultScopes(manifest: ProviderManifest, need: ScopeEntry['need']): string[] {
  return manifest.scopes.filter((entry) => entry.need === need).map((entry) => entry.scope);
}
