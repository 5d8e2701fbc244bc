import type { RulePreset, ScenarioPreset } from '@/lib/domain/presets';

/**
 * Logging a call the way HubSpot shows calls: its duration in milliseconds, and HubSpot's own words for direction,
 * status and outcome. Linked with the customer, and with the ticket that was attached or else the customer's latest.
 * https://developers.hubspot.com/docs/api-reference/latest/crm/activities/calls/guide
 */
export const logCallPreset: RulePreset = {
  nameKey: 'presets.logCall',
  channels: ['voice'],
  directions: ['incoming', 'outgoing'],
  card: { kind: 'any' },
  objectApiName: 'calls',
  mapping: [
    { property: 'hs_call_title', source: { kind: 'template', text: '{{fromNumber}} → {{toNumber}}' } },
    {
      property: 'hs_call_status',
      source: {
        kind: 'data',
        key: 'result',
        table: [
          { from: 'answered', to: 'COMPLETED' },
          { from: 'missed', to: 'MISSED' },
          { from: 'unanswered', to: 'NO_ANSWER' },
        ],
      },
    },
    {
      property: 'hs_call_direction',
      source: {
        kind: 'data',
        key: 'direction',
        table: [
          { from: 'incoming', to: 'INBOUND' },
          { from: 'outgoing', to: 'OUTBOUND' },
        ],
      },
    },
    { property: 'hs_call_duration', source: { kind: 'data', key: 'durationMs', table: [] } },
    { property: 'hs_call_from_number', source: { kind: 'data', key: 'fromNumber', table: [] } },
    { property: 'hs_call_to_number', source: { kind: 'data', key: 'toNumber', table: [] } },
    { property: 'hs_timestamp', source: { kind: 'data', key: 'startedAt', table: [] } },
    {
      property: 'hs_call_disposition',
      source: {
        kind: 'data',
        key: 'outcome',
        // The outcomes every account has; an account's own are added by hand.
        table: [
          { from: 'Connected', to: 'f240bbac-87c9-4f6e-bf70-924b57d47db7' },
          { from: 'Busy', to: '9d9162e7-6cf3-4944-bf63-4dff82258764' },
          { from: 'No answer', to: '73a0d17f-1163-4015-bdd5-ec830791da20' },
          { from: 'Left voicemail', to: 'b2cf5968-551e-4856-9783-52b3da59a7d0' },
          { from: 'Left live message', to: 'a4c4c377-d246-4b32-a13b-75a56a4cd0ff' },
          { from: 'Wrong number', to: '17b47fee-58de-441e-a44c-c6300d46f273' },
        ],
      },
    },
  ],
  associations: [
    { objectApiName: 'contacts', find: 'attached_or_related' },
    { objectApiName: 'tickets', find: 'attached_or_related' },
  ],
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
