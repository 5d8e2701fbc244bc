import type { SandboxSettings } from '../../contract';
import type { PropertyDefinition } from './define';

/** Outcomes listed only by the API for incoming calls. */
const disputedCallStatuses = ['HOLD', 'MISSED', 'UNKNOWN'];

/** Applies the settings to properties whose definition HubSpot's documentation leaves open. */
export function propertyAsSet(property: PropertyDefinition, settings: SandboxSettings): PropertyDefinition {
  switch (property.name) {
    case 'hs_unique_creation_key':
      return {
        ...property,
        modificationMetadata: {
          ...property.modificationMetadata,
          readOnlyValue: !settings.flag('crm.uniqueCreationKeyWritable'),
        },
      };
    case 'hs_call_status':
      return settings.flag('crm.missedCallStatus')
        ? property
        : { ...property, options: property.options.filter((option) => !disputedCallStatuses.includes(option.value)) };
    default:
      return property;
  }
}
