import { defineIn } from './define';
import type { DefineProperty, PropertyDefinition } from './define';

/** What every object has, whatever its kind. */
export function systemProperties(
  groupName: string,
  createdProperty: string,
  modifiedProperty: string,
): PropertyDefinition[] {
  const define = defineIn(groupName);
  return [
    define(createdProperty, 'Create Date', 'datetime/date', { readOnly: true }),
    define(modifiedProperty, 'Last Modified Date', 'datetime/date', { readOnly: true }),
    define('hs_object_id', 'Record ID', 'number/number', { readOnly: true, hasUniqueValue: true }),
    define('hs_object_source', 'Record source', 'string/text', { readOnly: true }),
    define('hs_object_source_id', 'Record source ID', 'string/text', { readOnly: true }),
    define('hs_created_by_user_id', 'Created by user ID', 'number/number', { readOnly: true }),
    define('hs_updated_by_user_id', 'Updated by user ID', 'number/number', { readOnly: true }),
    define('hs_merged_object_ids', 'Merged Record IDs', 'enumeration/checkbox', {
      readOnly: true,
      externalOptions: true,
    }),
    define('hs_unique_creation_key', 'Unique creation key', 'string/text', { hasUniqueValue: true, hidden: true }),
    ownerProperty(define),
    define('hs_all_owner_ids', 'All owner IDs', 'enumeration/checkbox', {
      readOnly: true,
      externalOptions: true,
      referencedObjectType: 'OWNER',
    }),
    define('hubspot_team_id', 'HubSpot Team', 'enumeration/select', { externalOptions: true }),
    define('hubspot_owner_assigneddate', 'Owner assigned date', 'datetime/date', { readOnly: true }),
  ];
}

function ownerProperty(define: DefineProperty): PropertyDefinition {
  return define('hubspot_owner_id', 'Owner', 'enumeration/select', {
    externalOptions: true,
    referencedObjectType: 'OWNER',
  });
}
