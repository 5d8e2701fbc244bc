import type { RecordQuery, RecordRef, RecordValues } from '@/lib/domain/crm/records';
import type { ProviderAccess } from './access';
import type { RecordUpsert } from './records';

/** A request as it would be sent. Never its headers: they carry the token. */
export interface PreviewedRequest {
  method: string;
  /** Below the provider's API address. `{id}` stands for the id of a record that doesn't exist yet. */
  path: string;
  /** JSON, as it is sent. Null if there is none. */
  body: string | null;
}

/** A record to write, and the records to link it with. */
interface PreviewedWrite {
  record: ({ kind: 'create' } & RecordUpsert) | { kind: 'update'; target: RecordRef; values: RecordValues };
  links: readonly RecordRef[];
}

/** What calls would send, by the code that sends it. Nothing is sent, so no token is needed. */
export interface PreviewCapability {
  search(account: ProviderAccess['account'], query: RecordQuery): Promise<PreviewedRequest[]>;
  write(account: ProviderAccess['account'], write: PreviewedWrite): Promise<PreviewedRequest[]>;
}
