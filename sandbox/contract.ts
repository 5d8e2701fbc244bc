/**
 * What the sandbox's kernel (HTTP, accounts, OAuth, limits, faults, persistence) and its CRM engine
 * (everything below the CRM paths) promise each other.
 */

/** One request as it arrived. `path` is decoded once, without query; header names are lower case. */
export interface SandboxRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  rawBody: string;
  /** The sandbox's clock, in milliseconds since the epoch. Never read the machine's clock instead. */
  now: number;
  correlationId: string;
}

/** Exactly one of `json`, `html`, `text`, `empty` is set; `text` comes with its own content type. The kernel adds content type, correlation id and rate limit headers. */
export interface SandboxResponse {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  html?: string;
  text?: string;
  empty?: true;
}

/** A HubSpot account. `name` may be null, as HubSpot allows; then `domain` stands in for it. */
export interface Portal {
  portalId: number;
  name: string | null;
  domain: string;
  uiDomain: string;
  timeZone: string;
  currency: string;
  accountType: string;
  dataHostingLocation: string;
  isEnterprise: boolean;
}

/** A user of one portal. The same person in two portals is listed twice, with the same `userId`. */
export interface PortalUser {
  portalId: number;
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  isSuperAdmin: boolean;
}

/** Who calls the API: the kernel has already checked the bearer token (401) and the burst limit (429). Scopes (403) are the engine's. */
export interface ApiCaller {
  portal: Portal;
  appId: number;
  clientId: string;
  scopes: string[];
  userId: number;
  tokenId: string;
}

/**
 * Every change of state is an effect: journalled first, then applied; replaying the journal over the
 * seed gives the state again. So everything random or timed (new ids, timestamps) is in `data` or `at`.
 * Types of the CRM engine begin with `crm.`; the kernel routes them to `CrmEngine.apply`.
 */
export interface Effect {
  type: string;
  /** The sandbox's clock when the effect was committed. */
  at: number;
  portalId: number | null;
  appId?: number;
  data: Record<string, unknown>;
}

/** What the users API commits, with the portal as the effect's: the kernel's account store applies them. */
export type AccountEffectType = 'account.provisioned' | 'account.renamed' | 'account.left';

/** Commits are synchronous: when `commit` returns, the effect is on disk and applied. */
export interface EffectSink {
  commit: (effect: Omit<Effect, 'at'>) => void;
}

/** What a committed effect changed, for webhooks. `object` names are `0-1` style ids. */
export type CrmChange =
  | { kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion'; objectTypeId: string; objectId: string }
  | { kind: 'propertyChange'; objectTypeId: string; objectId: string; propertyName: string; propertyValue: string }
  /** `objectId` is the record that both became: a new one, or the primary one itself. */
  | {
      kind: 'merge';
      objectTypeId: string;
      objectId: string;
      primaryObjectId: string;
      mergedObjectIds: string[];
      numberOfPropertiesMoved: number;
    }
  | {
      kind: 'associationChange';
      fromObjectTypeId: string;
      fromObjectId: string;
      toObjectTypeId: string;
      toObjectId: string;
      associationTypeId: number;
      associationRemoved: boolean;
      isPrimaryAssociation: boolean;
    };

/** A value that `GET/POST /__sandbox/settings` shows and changes: what HubSpot's documentation leaves open. */
export interface SettingDefinition {
  key: string;
  description: string;
  default: string | number | boolean;
  /** For text settings: the only values allowed. */
  choices?: readonly string[];
  min?: number;
  max?: number;
}

/** Reads the current value at each use, because settings change while the sandbox runs. Unknown keys throw. */
export interface SandboxSettings {
  text(key: string): string;
  number(key: string): number;
  flag(key: string): boolean;
}

export interface ObjectTypeView {
  objectTypeId: string;
  singular: string;
  plural: string;
}

export interface RecordSummary {
  objectTypeId: string;
  id: string;
  title: string;
  /** A second line that tells two records apart, such as an e-mail address. */
  detail: string | null;
  updatedAt: string;
}

export interface PropertyView {
  name: string;
  label: string;
  type: string;
  fieldType: string;
  value: string | null;
  isReadOnly: boolean;
  options: { value: string; label: string }[];
}

export interface RecordView extends RecordSummary {
  objectLabel: string;
  createdAt: string;
  isArchived: boolean;
  properties: PropertyView[];
  associations: { objectTypeId: string; label: string; records: (RecordSummary & { labels: string[] })[] }[];
}

export interface RecordPage {
  total: number;
  results: RecordSummary[];
  nextAfter: string | null;
}

/** `message` says what is wrong; `problems` says it of each property, where it is about one. */
export type EditResult =
  | { ok: true; id: string }
  | { ok: false; message: string; problems: { property: string; message: string }[] };

export interface CrmEngine {
  /** True when the path belongs to the CRM APIs, in whatever version or spelling. */
  handles(path: string): boolean;
  handle(request: SandboxRequest, caller: ApiCaller, sink: EffectSink): SandboxResponse;
  /** Called once for each effect whose type begins with `crm.`, live and on replay. */
  apply(effect: Effect): CrmChange[];
  /** Back to the seed. */
  reset(): void;
  /** The overlay over the seed as plain JSON, so that the journal can be compacted: in parts, which `restore` takes back in their order. */
  snapshot(): Iterable<unknown>;
  restore(part: unknown): void;

  // For the record pages, where a signed-in person and not an app acts.
  listObjectTypes(portalId: number): ObjectTypeView[];
  listRecords(
    portalId: number,
    objectTypeId: string,
    options: { query: string; after: string | null; limit: number; now: number },
  ): RecordPage;
  readRecord(portalId: number, objectTypeId: string, id: string): RecordView | null;
  /** Into the recycle bin, or out of it again. */
  moveRecord(
    move: { portalId: number; objectTypeId: string; id: string; userId: number; isArchived: boolean; now: number },
    sink: EffectSink,
  ): EditResult;
  editRecord(
    edit: {
      portalId: number;
      objectTypeId: string;
      id: string;
      userId: number;
      properties: Record<string, string>;
      now: number;
    },
    sink: EffectSink,
  ): EditResult;
}

export interface CrmEngineOptions {
  portals: Portal[];
  /** As they are now: people join and leave while the sandbox runs. */
  users(): PortalUser[];
  makerUrl: string;
  settings: SandboxSettings;
}

/**
 * `sandbox/crm/engine.ts` exports `createCrmEngine: CreateCrmEngine`, and `sandbox/crm/settings.ts`
 * exports `crmSettingDefinitions: SettingDefinition[]` (keys begin with `crm.`).
 */
export type CreateCrmEngine = (options: CrmEngineOptions) => CrmEngine;
