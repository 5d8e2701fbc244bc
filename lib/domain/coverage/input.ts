import type { RuleModel } from '../assignment/rule';
import type { ObjectModel } from '../crm/crm';
import type { ScenarioModel } from '../screen-pop/scenario';

/** What the coverage map of one CRM is computed from. */
export interface CoverageInput {
  crmId: string;
  /** Those with this CRM. */
  profiles: readonly CoverageProfile[];
  /** Of this CRM and of the others in these profiles; each CRM's own in their order. */
  scenarios: readonly ScenarioModel[];
  /** Of this CRM, in their order. */
  rules: readonly RuleModel[];
  /** Of all these CRMs. */
  objects: readonly ObjectModel[];
  /** As for `planAssignment`. */
  requiredOnCreate: ReadonlyMap<string, readonly string[]>;
}

export interface CoverageProfile {
  id: string;
  name: string;
  /** In the profile's order. */
  crmIds: readonly string[];
  /** The objects it shows. Agents can only attach cards of these. */
  shownObjectIds: readonly string[];
}
