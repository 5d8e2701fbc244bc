import { MODULE_KEYS, VERBS, type ModuleKey, type Verb } from './modules';
import { isPermission, type Permission } from './permissions';

/** The right, or null where the module has no such verb. */
export function permissionOf(module: ModuleKey, verb: Verb): Permission | null {
  const key = `${module}.${verb}`;
  return isPermission(key) ? key : null;
}

export function permissionsOf(module: ModuleKey): Permission[] {
  return VERBS.flatMap((verb) => permissionOf(module, verb) ?? []);
}

/**
 * The rights after some were checked or unchecked. Changing something requires seeing it: checking a right adds the
 * module's `access`, and unchecking `access` removes the others. Rights that can't be changed stay as they are.
 */
export function toggleRights(
  chosen: ReadonlySet<string>,
  keys: readonly Permission[],
  isOn: boolean,
  mayGrant: (key: Permission) => boolean,
): Set<string> {
  const next = new Set(chosen);
  for (const key of keys) {
    const [module, verb] = partsOf(key);
    const access = permissionOf(module, 'access');
    const along = isOn ? (access ? [key, access] : [key]) : verb === 'access' ? permissionsOf(module) : [key];
    // Change all or none: other rights are useless without `access`.
    if (!along.every((one) => next.has(one) === isOn || mayGrant(one))) continue;
    for (const one of along) {
      if (isOn) next.add(one);
      else next.delete(one);
    }
  }
  return next;
}

/** A permission's module and verb. */
export function partsOf(key: Permission): [ModuleKey, Verb] {
  const area = MODULE_KEYS.find((candidate) => key.startsWith(`${candidate}.`));
  const verb = VERBS.find((candidate) => key === `${area}.${candidate}`);
  if (area === undefined || verb === undefined) throw new Error(`${key} belongs to no module`);
  return [area, verb];
}
