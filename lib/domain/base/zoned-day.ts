/** The instant at which a calendar day (`2026-11-23`) begins in a time zone; with `days`, the day that many later. */
export function startOfDay(day: string, timeZone: string, days = 0): Date {
  const utc = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  // The offset at midnight UTC may not be the one at local midnight (a clock change between them): asked once more.
  const first = utc - offsetMs(new Date(utc), timeZone);
  return new Date(utc - offsetMs(new Date(first), timeZone));
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const get = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')) -
    Math.floor(at.getTime() / 1000) * 1000
  );
}
