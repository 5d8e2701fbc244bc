import type { CrmEngine } from '../contract';

/** No CRM at all: for tests of the kernel alone. */
export function withoutCrm(): CrmEngine {
  return {
    handles: () => false,
    handle: () => ({ status: 404, empty: true }),
    apply: () => [],
    reset() {},
    snapshot: () => null,
    restore() {},
    listObjectTypes: () => [],
    listRecords: () => ({ total: 0, results: [], nextAfter: null }),
    readRecord: () => null,
    editRecord: () => ({ ok: false, message: 'There is no CRM' }),
  };
}
