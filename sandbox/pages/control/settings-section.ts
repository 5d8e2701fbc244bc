import type { SettingDefinition } from '../../contract';
import type { SettingValue } from '../../settings';
import { html, type Html } from '../html';

type Setting = SettingDefinition & { value: SettingValue };

/** An invalid value, as typed. */
export interface RefusedSetting {
  key: string;
  typed: string;
  problem: string;
}

const groupTitles: Record<string, string> = {
  oauth: 'OAuth',
  api: 'API',
  pages: 'Pages',
  webhooks: 'Webhooks',
  limits: 'Limits',
  crm: 'CRM',
};

/** One form per setting, so that saving one doesn't change another. */
export function settingsSection(settings: Setting[], refused: RefusedSetting | null): Html {
  const groups = [...new Set(settings.map(groupOf))];
  return html`<section class="panel wide" aria-labelledby="settings-title">
    <h2 id="settings-title">Settings</h2>
    <p class="quiet">Behaviours that HubSpot’s documentation leaves open. Changed settings are marked.</p>
    ${groups.map(
      (group) =>
        html`<h3>${groupTitles[group] ?? group}</h3>
          <ul class="rows">
            ${settings.filter((setting) => groupOf(setting) === group).map((setting) => row(setting, refused?.key === setting.key ? refused : null))}
          </ul>`,
    )}
  </section>`;
}

function groupOf({ key }: Setting): string {
  return key.split('.')[0] ?? key;
}

function row(setting: Setting, refused: RefusedSetting | null): Html {
  const { key, description, value } = setting;
  const defaultText = setting.default === '' ? 'empty' : String(setting.default);
  return html`<li class="setting" id="setting-${key}">
    <span class="grow"
      ><code>${key}</code>${value === setting.default ? null : html` <span class="badge">changed</span>`}
      <span class="quiet" id="help-${key}">${description} Default: ${defaultText}.</span></span
    >
    <form method="post" action="/__sandbox/actions/setting" class="setting-form" novalidate>
      <input type="hidden" name="key" value="${key}" />${control(setting, refused)}<button
        class="button small"
        type="submit"
        aria-label="Change ${key}"
      >
        Change
      </button>
      ${refused ? html`<p class="problem" id="problem-${key}">${refused.problem}</p>` : null}
    </form>
  </li>`;
}

function control({ key, value, choices, min, max }: Setting, refused: RefusedSetting | null): Html {
  const options = typeof value === 'boolean' ? ['true', 'false'] : choices;
  const description = html`aria-label="${key}"
  aria-describedby="help-${key}${refused ? ` problem-${key}` : ''}"${refused ? html` aria-invalid="true"` : null}`;
  if (options) {
    return html`<select name="value" ${description}>
      ${options.map((option) => html`<option value="${option}" ${option === String(value) ? html` selected` : null}>${option}</option>`)}
    </select>`;
  }
  return html`<input
    name="value"
    type="${typeof value === 'number' ? 'number' : 'text'}"
    value="${refused?.typed ?? String(value)}"
    ${description}${min === undefined ? null : html` min="${min}"`}${max === undefined ? null : html` max="${max}"`}
  />`;
}
