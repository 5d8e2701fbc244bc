import { createCrmEngine } from './crm/engine';
import { crmSettingDefinitions } from './crm/settings';

/** The CRM that answers unless a test brings its own. */
export const defaultCrm = { create: createCrmEngine, settings: crmSettingDefinitions };
