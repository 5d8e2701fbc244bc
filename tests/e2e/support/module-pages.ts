import { MENU_MODULES } from '@/lib/domain/base/modules';
import { permissionOf } from '@/lib/domain/base/permission-choice';

/** The list of every module of the menu, and the empty form where something can be made there. */
export const MODULE_PAGES: readonly string[] = MENU_MODULES.flatMap(({ module, path }) => [
  `/maker/${path}`,
  ...(permissionOf(module, 'create') === null ? [] : [`/maker/${path}/new`]),
]);
