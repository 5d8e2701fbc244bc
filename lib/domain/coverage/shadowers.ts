/**
 * Who keeps `one` from ever deciding: a smallest set of those that come before it and together take every point at which
 * it would apply on its own. Only for one that decides at none of these points.
 */
export function shadowersOf<Model, Point>(
  one: Model,
  points: readonly Point[],
  choose: (point: Point, among: (model: Model) => boolean) => Model | null,
): Model[] {
  const isBlockedBy = (some: readonly Model[]) =>
    points.every((point) => choose(point, (model) => model === one || some.includes(model)) !== one);
  let shadowers = [...new Set(points.flatMap((point) => choose(point, () => true) ?? []))];
  for (const candidate of [...shadowers].reverse()) {
    const rest = shadowers.filter((model) => model !== candidate);
    if (isBlockedBy(rest)) shadowers = rest;
  }
  return shadowers;
}
