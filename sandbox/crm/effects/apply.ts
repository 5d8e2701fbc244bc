import type { CrmChange, Effect } from '../../contract';
import type { PortalState } from '../state/portal-state';
import { applyRecordEffect } from './apply-record';
import { linkBoth, unlinkBoth } from './links';
import { applyPipeline } from './apply-pipeline';
import { effectData } from './parse';

/** Applies an effect to the state. Nothing else changes the state. */
export function applyEffect(state: PortalState, effect: Effect): CrmChange[] {
  switch (effect.type) {
    case 'crm.record.create':
    case 'crm.record.update':
    case 'crm.record.archive':
    case 'crm.record.restore':
    case 'crm.record.purge':
    case 'crm.record.merge':
      return applyRecordEffect(state, effect.type, effect);
    case 'crm.association.create': {
      const { from, to, typeIds } = effectData('crm.association.create', effect);
      return linkBoth(state, from, to, typeIds);
    }
    case 'crm.association.remove': {
      const { from, to, typeIds } = effectData('crm.association.remove', effect);
      return unlinkBoth(state, from, to, typeIds);
    }
    default:
      applyDefinition(state, effect);
      return [];
  }
}

function applyDefinition(state: PortalState, effect: Effect): void {
  switch (effect.type) {
    case 'crm.property.put': {
      const { objectTypeId, property } = effectData('crm.property.put', effect);
      state.catalog(objectTypeId).put(property);
      if (property.hasUniqueValue) state.store(objectTypeId).reindex();
      return;
    }
    case 'crm.property-group.put': {
      const { objectTypeId, group } = effectData('crm.property-group.put', effect);
      state.catalog(objectTypeId).putGroup(group);
      return;
    }
    case 'crm.association-type.put':
      for (const type of effectData('crm.association-type.put', effect).types) state.associationTypes.put(type);
      return;
    case 'crm.association-type.remove':
      for (const typeId of effectData('crm.association-type.remove', effect).typeIds)
        state.associationTypes.remove(typeId);
      return;
    case 'crm.pipeline.put':
      applyPipeline(state, effectData('crm.pipeline.put', effect), effect.at);
      return;
    case 'crm.schema.put':
      state.putCustomObject(effectData('crm.schema.put', effect).schema);
      return;
    case 'crm.schema.remove':
      state.removeCustomObject(effectData('crm.schema.remove', effect).objectTypeId);
      return;
    default:
      throw new Error(`Unknown effect ${effect.type}`);
  }
}
