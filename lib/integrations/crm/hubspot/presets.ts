import type { RulePreset, ScenarioPreset } from '@/lib/domain/rules/presets';
import type { KnownObject } from '../contract/manifest';
import { communicationsObject, emailsObject } from './activities';
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
  mapping: suggestedMapping(callsObject),
  associations: [
    { objectApiName: 'contacts', find: 'attached_or_related' },
    { objectApiName: 'tickets', find: 'attached_or_related' },
  ],
  // HubSpot's reports count calls per owner.
  owner: 'agent',
};

/** An email with its subject, text, direction and time, on the customer and their open ticket. */
export const logEmailPreset: RulePreset = {
  ...logCallPreset,
  nameKey: 'presets.logEmail',
  channels: ['email'],
  objectApiName: 'emails',
  mapping: suggestedMapping(emailsObject),
};

export const logSmsPreset = messagePreset('presets.logSms', 'SMS');
export const logWhatsAppPreset = messagePreset('presets.logWhatsApp', 'WHATS_APP');
export const logChatPreset = messagePreset('presets.logChat', 'CUSTOM_CHANNEL_CONVERSATION');

/** HubSpot shows a message by its channel, which isn't reported: where there are several, a rule's queues tell them apart. */
function messagePreset(nameKey: RulePreset['nameKey'], channelType: string): RulePreset {
  return {
    ...logCallPreset,
    nameKey,
    channels: ['messaging'],
    objectApiName: 'communications',
    mapping: [
      { property: 'hs_communication_channel_type', source: { kind: 'literal', text: channelType } },
      ...suggestedMapping(communicationsObject),
    ],
  };
}

function suggestedMapping({ fields }: KnownObject): RulePreset['mapping'] {
  return fields.flatMap(({ apiName, filledFrom, isUsual }) =>
    filledFrom && isUsual ? [{ property: apiName, source: filledFrom }] : [],
  );
}

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
