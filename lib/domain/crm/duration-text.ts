const PARTS = [
  { seconds: 3600, unit: 'h' },
  { seconds: 60, unit: 'min' },
  { seconds: 1, unit: 's' },
] as const;

/** `1 min 15 s`: the signs of the units are the same in every language. */
export function durationText(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000));
  const parts = PARTS.flatMap(({ seconds, unit }) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count === 0 ? [] : [`${count}\u00a0${unit}`];
  });
  return parts.length === 0 ? '0\u00a0s' : parts.join(' ');
}
