import type { CrmFieldType } from '@/lib/domain/crm';
import type {
  CrmRecord,
  RecordAssociation,
  RecordPage,
  RecordQuery,
  RecordRef,
  RecordValues,
} from '@/lib/domain/records';

/**
 * What the product asks of a CRM provider, by capability. Defined by what a contact centre needs, not by what one
 * vendor offers. Every operation returns these types or throws a `ProviderError`.
 *
 * A provider is made by its `ProviderFactory` from a `ProviderContext` and keeps no state outside the instance:
 * two deployments' worth of instances live side by side in one process. Tokens and client credentials are arguments
 * of each call and are never kept.
 */
export interface Provider extends Readonly<Partial<OptionalCapabilities>> {
  readonly id: ProviderId;
  readonly auth: AuthCapability;
  readonly records: RecordsCapability;
}

export const PROVIDER_IDS = ['hubspot'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

export type ProviderFactory = (context: ProviderContext) => Provider;

/** The world outside, handed in. */
export interface ProviderContext {
  /** Origin of the provider's API, for example `https://api.hubapi.com`. The only host that is ever called. */
  apiUrl: string;
  /** Origin of the provider's own pages: consent, records. */
  appUrl: string;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  logger: ProviderLogger;
}

/** The part of the product's logger that a provider uses. Never handed a token, a number or an address. */
export interface ProviderLogger {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}

/** Lets a caller give up earlier than the provider's own time-outs do. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Whether somebody waits for the answer. Where a provider limits how much is asked of it, they go first. */
export type CallPriority = 'interactive' | 'background';

// ───────────────────────────── Optional capabilities ─────────────────────────────

export interface OptionalCapabilities {
  schema: SchemaCapability;
  owners: OwnersCapability;
}

export type CapabilityLookup<K extends keyof OptionalCapabilities> =
  | { supported: true; capability: OptionalCapabilities[K] }
  | { supported: false; providerId: ProviderId; name: K };

/** An undeclared capability is an answer the caller must deal with, not an exception. */
export function capabilityOf<K extends keyof OptionalCapabilities>(provider: Provider, name: K): CapabilityLookup<K> {
  const declared: Readonly<Partial<OptionalCapabilities>> = provider;
  const capability: Partial<OptionalCapabilities>[K] = declared[name];
  return capability ? { supported: true, capability } : { supported: false, providerId: provider.id, name };
}

// ───────────────────────────── auth ─────────────────────────────

export interface AuthCapability {
  /** Where the browser goes to consent. Pure: no call is made. */
  authorizeUrl(request: AuthorizeRequest): string;
  exchangeCode(credentials: ClientCredentials, exchange: CodeExchange, options?: CallOptions): Promise<TokenGrant>;
  /** `auth_revoked`: the grant is gone. `invalid_request`: the stored credentials are wrong, the grant may be fine. */
  refresh(credentials: ClientCredentials, refreshToken: string, options?: CallOptions): Promise<TokenGrant>;
  /** Ends the refresh token. An access token that was already issued may live on until it expires. */
  revoke(credentials: ClientCredentials, refreshToken: string, options?: CallOptions): Promise<void>;
  introspect(credentials: ClientCredentials, token: TokenToIntrospect, options?: CallOptions): Promise<Introspection>;
  /** Who consented, through which app, in which account. `auth_revoked` when the token is not active. */
  identifyUser(credentials: ClientCredentials, accessToken: string, options?: CallOptions): Promise<ProviderIdentity>;
  /** The account behind a token, with everything that has to be shown or that links need. */
  identifyAccount(accessToken: string, identity: ProviderIdentity, options?: CallOptions): Promise<ProviderAccount>;
}

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

export interface AuthorizeRequest {
  clientId: string;
  redirectUri: string;
  requiredScopes: readonly string[];
  optionalScopes: readonly string[];
  state: string;
  /** PKCE S256 challenge; the verifier goes into `CodeExchange`. */
  codeChallenge: string;
  /** Preselects the account, where the provider can. */
  accountId?: string;
}

export interface CodeExchange {
  code: string;
  /** Exactly the one of the authorize request. */
  redirectUri: string;
  codeVerifier: string;
}

export interface TokenGrant {
  accessToken: string;
  /** The one to keep from now on, whether or not the provider changed it. */
  refreshToken: string;
  /** Between 60 seconds and 24 hours, whatever the provider said. */
  expiresInSeconds: number;
  expiresAt: Date;
  /** Null where the token answer does not say; introspection does. */
  accountId: string | null;
  userId: string | null;
  scopes: readonly string[] | null;
}

export interface TokenToIntrospect {
  token: string;
  kind: 'access_token' | 'refresh_token';
}

export type Introspection = { active: false } | ({ active: true } & ProviderIdentity);

export interface ProviderIdentity {
  /** The provider's id of the app the token belongs to. */
  appId: string | null;
  clientId: string;
  /** HubSpot: the portal. */
  accountId: string;
  accountDomain: string | null;
  userId: string;
  email: string | null;
  scopes: readonly string[];
}

export interface ProviderAccount {
  id: string;
  /** What the account calls itself; null where it has no name. */
  name: string | null;
  domain: string | null;
  /** The name, else the domain, else the id. */
  displayName: string;
  /** Host of the provider's own pages for this account. */
  uiDomain: string;
  timeZone: string | null;
  /** Where the provider keeps the account's data, for example `eu1`. */
  hosting: string | null;
  type: 'standard' | 'developer_test' | 'sandbox' | 'app_developer' | 'other';
}

// ───────────────────────────── records ─────────────────────────────

/** The right to act in one account, for one call. */
export interface ProviderAccess extends CallOptions {
  accessToken: string;
  /** Interactive unless said. */
  priority?: CallPriority;
  account: Pick<ProviderAccount, 'id' | 'uiDomain'>;
}

export interface RecordsCapability {
  /** Candidates for all criteria. Not verified: `lib/domain/phone` compares the numbers that come back. */
  search(access: ProviderAccess, query: RecordQuery): Promise<RecordPage>;
  /** `not_found` when the record is absent or archived. */
  get(access: ProviderAccess, ref: RecordRef, properties: readonly string[]): Promise<CrmRecord>;
  /** Records that are absent or archived are left out. */
  getMany(
    access: ProviderAccess,
    objectApiName: string,
    ids: readonly string[],
    properties: readonly string[],
  ): Promise<CrmRecord[]>;
  /** With `key` a repetition changes nothing and returns the record of the first call; without one it makes a second record. */
  create(access: ProviderAccess, creation: RecordCreation): Promise<CrmRecord>;
  update(access: ProviderAccess, ref: RecordRef, values: RecordValues): Promise<CrmRecord>;
  /** Records of another object that are linked with this one, the latest changed first. At most 200 links are looked at. */
  listRelated(
    access: ProviderAccess,
    from: RecordRef,
    objectApiName: string,
    properties: readonly string[],
  ): Promise<CrmRecord[]>;
  /** Both directions, the provider's default type. Repeatable. */
  associate(access: ProviderAccess, association: RecordAssociation): Promise<void>;
  readLink(access: ProviderAccess, association: RecordAssociation): Promise<LinkState>;
  /** Takes a plain link away, in both directions; one that somebody has labelled stays. Answers what is there afterwards. */
  dissociate(access: ProviderAccess, association: RecordAssociation): Promise<LinkState>;
  /** Where a person opens the record. Pure: no call is made, so a custom object needs its numeric type; `CrmRecord.url` is right for all. */
  recordUrl(account: ProviderAccess['account'], ref: RecordRef): string;

  /** How records of this object can be created exactly once. Found out once per account and object, then kept by the caller. */
  detectWriteKey(access: ProviderAccess, objectApiName: string, options: DetectWriteKeyOptions): Promise<WriteKey>;
  /** Create or update by a unique property, atomically at the provider. */
  upsertByKey(access: ProviderAccess, upsert: RecordUpsert): Promise<UpsertedRecord>;
  /** Reads back by the unique property, without the delay of a search index. Null: certainly absent. */
  findByKey(
    access: ProviderAccess,
    objectApiName: string,
    key: WriteKeyValue,
    properties: readonly string[],
  ): Promise<CrmRecord | null>;
}

/** `labelled`: it carries a label that is neither the provider's own nor ours. */
export type LinkState = 'none' | 'plain' | 'labelled';

export interface RecordCreation {
  objectApiName: string;
  values: RecordValues;
  key?: WriteKeyValue;
}

export interface RecordUpsert {
  objectApiName: string;
  key: WriteKeyValue;
  values: RecordValues;
}

export interface UpsertedRecord {
  record: CrmRecord;
  isNew: boolean;
}

export type WriteKey = { kind: 'property'; name: string } | { kind: 'none' };

export interface WriteKeyValue {
  property: string;
  value: string;
}

export interface DetectWriteKeyOptions {
  /** Whether to create a unique property of ours where none exists and `grantedScopes` allow it. */
  mayCreateProperty: boolean;
  grantedScopes: readonly string[];
}

// ───────────────────────────── schema, owners ─────────────────────────────

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

export interface ObjectDescription {
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

export interface OwnersCapability {
  /** Null when nobody in the account has this address. */
  findByEmail(access: ProviderAccess, email: string): Promise<ProviderOwner | null>;
  /** Those who are in the account now; at most 500. */
  list(access: ProviderAccess): Promise<ProviderOwner[]>;
}

export interface ProviderOwner {
  /** What goes into a record's owner property. */
  id: string;
  userId: string | null;
  email: string;
  name: string;
}
