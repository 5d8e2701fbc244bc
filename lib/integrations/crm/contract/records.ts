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

interface RecordCreation {
  objectApiName: string;
  values: RecordValues;
  key?: WriteKeyValue;
}

interface RecordUpsert {
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
  /** Whether to create a unique property of ours where none exists and `grantedScopes` allow it. */
  mayCreateProperty: boolean;
  grantedScopes: readonly string[];
}
