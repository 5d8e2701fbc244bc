import { createCrmEngine } from './crm/engine';
import { crmSettingDefinitions } from './crm/settings';

/** The CRM engine, unless a test provides its own. */
export const defaultCrm = { create: createCrmEngine, settings: crmSettingDefinitions };
