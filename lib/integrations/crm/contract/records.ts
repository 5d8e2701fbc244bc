import type {
  CrmRecord,
  RecordAssociation,
  RecordPage,
  RecordQuery,
  RecordRef,
  RecordValues,
} from '@/lib/domain/crm/records';
import type { ProviderAccess } from './access';

export interface RecordsCapability {
  /** Candidates for all criteria, not verified: `lib/domain/phone` compares the returned numbers. */
  search(access: ProviderAccess, query: RecordQuery): Promise<RecordPage>;
  /** `not_found` if the record doesn't exist or is archived. */
  get(access: ProviderAccess, ref: RecordRef, properties: readonly string[]): Promise<CrmRecord>;
  /** Omits records that don't exist or are archived. */
  getMany(
    access: ProviderAccess,
    objectApiName: string,
    ids: readonly string[],
    properties: readonly string[],
  ): Promise<CrmRecord[]>;
  /** Where a record is now: itself, or the one it was merged into. Null if it is gone. */
  locate(access: ProviderAccess, ref: RecordRef): Promise<RecordRef | null>;
  /** With `key`, repeating the call returns the first call's record. Without it, it creates a second record. */
  create(access: ProviderAccess, creation: RecordCreation): Promise<CrmRecord>;
  update(access: ProviderAccess, ref: RecordRef, values: RecordValues): Promise<CrmRecord>;
  /** Linked records of another object, the latest changed first. Reads at most 200 links. */
  listRelated(
    access: ProviderAccess,
    from: RecordRef,
    objectApiName: string,
    properties: readonly string[],
  ): Promise<CrmRecord[]>;
  /** Links both directions with the provider's default type. Safe to repeat. */
  associate(access: ProviderAccess, association: RecordAssociation): Promise<void>;
  readLink(access: ProviderAccess, association: RecordAssociation): Promise<LinkState>;
  /** Removes an unlabelled link in both directions. Keeps labelled ones. Returns the remaining state. */
  dissociate(access: ProviderAccess, association: RecordAssociation): Promise<LinkState>;
  /** The record's page. Makes no call, so a custom object needs its numeric type; `CrmRecord.url` works for all. */
  recordUrl(account: ProviderAccess['account'], ref: RecordRef): string;

  /** How to create records of this object exactly once. The caller stores the result per account and object. */
  detectWriteKey(access: ProviderAccess, objectApiName: string, options: DetectWriteKeyOptions): Promise<WriteKey>;
  /** Creates or updates by a unique property, atomically at the provider. */
  upsertByKey(access: ProviderAccess, upsert: RecordUpsert): Promise<UpsertedRecord>;
  /** Finds a record by the unique property without the search index's delay. Null if it certainly doesn't exist. */
  findByKey(
    access: ProviderAccess,
    objectApiName: string,
    key: WriteKeyValue,
    properties: readonly string[],
  ): Promise<CrmRecord | null>;
}

/** `labelled`: has a label that is neither the provider's nor ours. */
export type LinkState = 'none' | 'plain' | 'labelled';

interface RecordCreation {
  objectApiName: string;
  values: RecordValues;
  key?: WriteKeyValue;
}

export interface RecordUpsert {
  objectApiName: string;
  key: WriteKeyValue;
  values: RecordValues;
}

interface UpsertedRecord {
  record: CrmRecord;
  isNew: boolean;
}

export type WriteKey = { kind: 'property'; name: string } | { kind: 'none' };

interface WriteKeyValue {
  property: string;
  value: string;
}

export interface DetectWriteKeyOptions {
  /** Whether to create our unique property if there is none and `grantedScopes` allow it. */
  mayCreateProperty: boolean;
  grantedScopes: readonly string[];
}
