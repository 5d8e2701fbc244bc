/** `2026-11-23T10:30` on the clock of `timeZone`, for a `datetime-local` input. */
export function toLocalText(at: Date, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant at which the clock of `timeZone` shows `local`; null when it is not such a text.
 * Of the hour that exists twice in autumn the first; of the hour skipped in spring the one after.
 */
export function fromLocalText(local: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/.test(local)) return null;
  const asUtc = new Date(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return null;
  const hour = 60 * 60 * 1000;
  // The offset a day before and a day after: between them lies the only change there can be.
  const offsets = [asUtc.getTime() - 24 * hour, asUtc.getTime() + 24 * hour].map((time) =>
    offsetAt(new Date(time), timeZone),
  );
  const candidates = offsets
    .map((offset) => new Date(asUtc.getTime() - offset))
    .sort((a, b) => a.getTime() - b.getTime());
  return (
    candidates.find((candidate) => toLocalText(candidate, timeZone) === local.slice(0, 16)) ?? candidates.at(-1) ?? null
  );
}

function offsetAt(at: Date, timeZone: string): number {
  const minute = 60 * 1000;
  const rounded = Math.floor(at.getTime() / minute) * minute;
  return new Date(`${toLocalText(at, timeZone)}:00Z`).getTime() - rounded;
}
