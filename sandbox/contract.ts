/**
 * The contract between the sandbox's kernel (HTTP, accounts, OAuth, limits, faults, persistence) and its CRM engine
 * (everything below the CRM paths).
 */

/** A request as received. `path` is decoded once and has no query. Header names are lower case. */
export interface SandboxRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  rawBody: string;
  /** The sandbox's clock, in milliseconds since the epoch. Don't use the system clock instead. */
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

/** A HubSpot account. If `name` is null, which HubSpot allows, `domain` is shown instead. */
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

/**
 * The API's caller. The kernel has checked the bearer token (401) and the burst limit (429); the engine checks scopes
 * (403).
 */
export interface ApiCaller {
  portal: Portal;
  appId: number;
  clientId: string;
  scopes: string[];
  userId: number;
  tokenId: string;
}

/**
 * Every state change is an effect: written to the journal, then applied. Replaying the journal over the seed restores
 * the state, so random or time-based values (new ids, timestamps) must be in `data` or `at`. The CRM engine's types
 * start with `crm.`, and the kernel passes them to `CrmEngine.apply`.
 */
export interface Effect {
  type: string;
  /** The sandbox's clock when the effect was committed. */
  at: number;
  portalId: number | null;
  appId?: number;
  data: Record<string, unknown>;
}

/** Effects of the users API, applied by the kernel's account store. */
export type AccountEffectType = 'account.provisioned' | 'account.renamed' | 'account.left';

/** Commits are synchronous: when `commit` returns, the effect is on disk and applied. */
export interface EffectSink {
  commit: (effect: Omit<Effect, 'at'>) => void;
}

/** The changes made by a committed effect, for webhooks. `object` names are `0-1` style ids. */
export type CrmChange =
  | { kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion'; objectTypeId: string; objectId: string }
  | { kind: 'propertyChange'; objectTypeId: string; objectId: string; propertyName: string; propertyValue: string }
  /** `objectId` is the merged record: a new one, or the primary one. */
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

/** A behaviour that HubSpot's documentation leaves open, read and changed through `GET/POST /__sandbox/settings`. */
export interface SettingDefinition {
  key: string;
  description: string;
  default: string | number | boolean;
  /** For text settings: the allowed values. */
  choices?: readonly string[];
  min?: number;
  max?: number;
}

/**
 * Returns the current value. Read it at each use, because settings change while the sandbox runs. Unknown keys throw.
 */
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
  /** A second line that distinguishes records, such as an email address. */
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

/** `message` describes the error; `problems` has the errors of individual properties. */
export type EditResult =
  | { ok: true; id: string }
  | { ok: false; message: string; problems: { property: string; message: string }[] };

export interface CrmEngine {
  /** Whether the path belongs to the CRM APIs, in any version or spelling. */
  handles(path: string): boolean;
  handle(request: SandboxRequest, caller: ApiCaller, sink: EffectSink): SandboxResponse;
  /** Called once for each effect whose type begins with `crm.`, live and on replay. */
  apply(effect: Effect): CrmChange[];
  /** Back to the seed. */
  reset(): void;
  /**
   * All changes to the seed as plain JSON, to compact the journal. Yields parts that `restore` takes in the same order.
   */
  snapshot(): Iterable<unknown>;
  restore(part: unknown): void;

  // For the record pages, used by a signed-in person instead of an app.
  listObjectTypes(portalId: number): ObjectTypeView[];
  listRecords(
    portalId: number,
    objectTypeId: string,
    options: { query: string; after: string | null; limit: number; now: number },
  ): RecordPage;
  readRecord(portalId: number, objectTypeId: string, id: string): RecordView | null;
  /** Moves a record to the recycle bin or restores it. */
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
  /** The current users: people join and leave while the sandbox runs. */
  users(): PortalUser[];
  makerUrl: string;
  settings: SandboxSettings;
}

/**
 * `sandbox/crm/engine.ts` exports `createCrmEngine: CreateCrmEngine`, and `sandbox/crm/settings.ts`
 * exports `crmSettingDefinitions: SettingDefinition[]` (keys begin with `crm.`).
 */
export type CreateCrmEngine = (options: CrmEngineOptions) => CrmEngine;
