import type { ProviderMessageKey } from '@/lib/domain/base/message-keys';
import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { FieldSource } from '@/lib/domain/interaction/data';
import type { FieldUnit } from '@/lib/domain/crm/readable-field';
import type { RulePreset, ScenarioPreset } from '@/lib/domain/rules/presets';
import type { ProviderId } from './provider';

/**
 * What the Maker's pages need to know about a provider before anything is connected. Plain data, safe in a browser.
 * Properties that end in `Key` are keys below the provider's own message namespace (`messages/<language>/<id>.json`).
 */
export interface ProviderManifest {
  id: ProviderId;
  /** The brand, never translated. */
  name: string;
  credentials: Record<'environment' | 'clientId' | 'clientSecret', CredentialLabel>;
  /** The path, below the public URL, to which the provider redirects after consent. */
  redirectPaths: { activation: string; signIn: string };
  scopes: ScopeEntry[];
  /** Known objects. Others come from the account's schema. */
  objects: KnownObject[];
  /** The scopes that records of a custom object need. */
  customObjectScopes: ObjectScopes;
  /** The property of every object that holds a record's owner. */
  ownerProperty: string;
  /** Pairs of objects that can be linked without a type, in both directions. */
  associations: { from: string; to: string }[];
  /** How many conditions one search can hold at once. */
  conditionsPerSearch: number;
  /** Starting points for screen pops and assignment rules. */
  presets: { scenarios: ScenarioPreset[]; rules: RulePreset[] };
  helpLinks: { labelKey: ProviderMessageKey; url: string }[];
}

interface CredentialLabel {
  /** The article's term with the provider's in brackets, so that readers of either find the field. */
  labelKey: ProviderMessageKey;
  hintKey: ProviderMessageKey;
}

export interface ScopeEntry {
  scope: string;
  /** The provider drops optional scopes that the account can't grant. */
  need: 'required' | 'optional';
  reasonKey: ProviderMessageKey;
}

export interface ObjectScopes {
  read: string[];
  write: string[];
  /** For adding our property to it. */
  schemaWrite: string[];
}

export interface KnownObject {
  apiName: string;
  /** Other spellings the provider accepts for it. */
  aliases: string[];
  /** The provider's numeric type, used in record links. */
  typeId: string;
  nameKey: ProviderMessageKey;
  scopes: ObjectScopes;
  fields: SuggestedField[];
  /** The properties that form a card's title, joined by a space. Of alternatives, the first that has a value. */
  titleProperties: string[];
  phoneProperties: string[];
  emailProperties: string[];
  /** Properties with further values of another one, joined by `;`: searches look there too. */
  furtherProperties?: Readonly<Record<string, readonly string[]>>;
  /** Required to create a record. */
  requiredOnCreate: string[];
}

export interface SuggestedField {
  apiName: string;
  nameKey: ProviderMessageKey;
  type: CrmFieldType;
  isReadOnly: boolean;
  /** Added with the object. Others are only suggested. */
  isUsual: boolean;
  /** The interaction data that fills it when an interaction is logged as this object. */
  filledFrom?: FieldSource;
  /** Values that every account has. The account's schema may have more. */
  knownValues?: KnownValue[];
  unit?: FieldUnit;
  /** Shown as HTML in every account. */
  isHtml?: boolean;
}

interface KnownValue {
  value: string;
  labelKey: ProviderMessageKey;
}

/** Finds an object by any of its names. Null for a custom one. */
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
