import type { SettingDefinition } from '../../contract';
import type { SettingValue } from '../../settings';
import { html, type Html } from '../html';

export const indexDelayKey = 'crm.indexDelayMs';

export const indexDelays = new Map<string, { label: string; ms: number }>([
  ['at-once', { label: 'At once', ms: 0 }],
  ['second', { label: '1 second', ms: 1000 }],
  ['minute', { label: '1 minute', ms: 60_000 }],
  ['ten-minutes', { label: '10 minutes', ms: 600_000 }],
  ['hour', { label: '1 hour', ms: 3_600_000 }],
]);

/** Delays the search index, so that new values are found only after a while. */
export function indexSection(settings: (SettingDefinition & { value: SettingValue })[]): Html | null {
  const delay = settings.find((setting) => setting.key === indexDelayKey)?.value;
  if (typeof delay !== 'number') return null;
  return html`<section class="panel wide" id="index" aria-labelledby="index-title">
    <h2 id="index-title">Search index</h2>
    <p class="quiet">
      How long search answers with what was there before a change. Reading by id always shows the newest.
    </p>
    <form method="post" action="/__sandbox/actions/index" class="actions">
      ${[...indexDelays].map(
        ([value, { label, ms }]) =>
          html`<button
            class="button small"
            type="submit"
            name="delay"
            value="${value}"
            aria-pressed="${String(ms === delay)}"
          >
            ${label}
          </button>`,
      )}
    </form>
  </section>`;
}
