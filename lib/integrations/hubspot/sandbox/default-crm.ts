import { withoutCrm } from './kernel/without-crm';

/** The CRM that answers unless a test brings its own. */
export const defaultCrm = { create: withoutCrm, settings: [] };
