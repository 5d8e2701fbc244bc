import { groupBy } from './group-by';
import type { ScreenPopPart } from './map';

/** Parts that differ in their profiles only become one. */
export function mergeProfiles<Part extends ScreenPopPart>(parts: readonly Part[]): Part[] {
  return groupBy(parts, (part) => JSON.stringify({ ...part, profiles: [] })).flatMap((same) =>
    same.slice(0, 1).map((part) => ({ ...part, profiles: same.flatMap(({ profiles }) => profiles) })),
  );
}
