import type { RulePreset, ScenarioPreset } from '@/lib/domain/rules/presets';
import { callsObject } from './objects';

/**
 * Logs a call as HubSpot displays calls, with every field filled from the object's suggestions. Links it with the
 * customer and with the attached ticket or else the customer's latest open one.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide
 */
export const logCallPreset: RulePreset = {
  nameKey: 'presets.logCall',
  channels: ['voice'],
  directions: ['incoming', 'outgoing'],
  // With or without a card: calls from unknown numbers are logged too.
  card: { kind: 'either' },
  objectApiName: 'calls',
  mapping: callsObject.fields.flatMap(({ apiName, filledFrom, isUsual }) =>
    filledFrom && isUsual ? [{ property: apiName, source: filledFrom }] : [],
  ),
  associations: [
    { objectApiName: 'contacts', find: 'attached_or_related' },
    { objectApiName: 'tickets', find: 'attached_or_related' },
  ],
  // HubSpot's reports count calls per owner.
  owner: 'agent',
};

export const phoneScenarioPreset: ScenarioPreset = {
  nameKey: 'presets.phoneSearch',
  channels: ['voice'],
  directions: ['incoming'],
  moment: 'presented',
  steps: [
    { objectApiName: 'contacts', by: 'phone_is', distinguishBy: ['email', 'company'] },
    { objectApiName: 'companies', by: 'phone_is', distinguishBy: ['domain', 'city'] },
  ],
  create: { objectApiName: 'contacts' },
};

export const emailScenarioPreset: ScenarioPreset = {
  nameKey: 'presets.emailSearch',
  channels: ['email', 'messaging'],
  directions: ['incoming'],
  moment: 'presented',
  steps: [{ objectApiName: 'contacts', by: 'email_is', distinguishBy: ['email', 'company'] }],
  create: { objectApiName: 'contacts' },
};
