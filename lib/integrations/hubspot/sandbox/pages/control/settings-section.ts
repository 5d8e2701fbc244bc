import type { SettingDefinition } from '../../contract';
import type { SettingValue } from '../../settings';
import { html, type Html } from '../html';

type Setting = SettingDefinition & { value: SettingValue };

/** One small form per setting, so that changing one cannot change another. */
export function settingsSection(settings: Setting[]): Html {
  return html`<section class="panel wide" id="settings" aria-labelledby="settings-title"><h2 id="settings-title">Settings</h2>
<p class="quiet">What HubSpot’s documentation leaves open. A changed setting is marked.</p>
<ul class="rows">${settings.map(
    (setting) => html`<li class="setting"><span class="grow"><code>${setting.key}</code>${setting.value === setting.default ? null : html` <span class="badge">changed</span>`}
<span class="quiet" id="help-${setting.key}">${setting.description} Default: ${String(setting.default)}.</span></span>
<form method="post" action="/__sandbox/actions/setting" class="setting-form"><input type="hidden" name="key" value="${setting.key}">${control(setting)}<button class="button small" type="submit" aria-label="Change ${setting.key}">Change</button></form></li>`,
  )}</ul></section>`;
}

function control({ key, value, choices, min, max }: Setting): Html {
  const options = typeof value === 'boolean' ? ['true', 'false'] : choices;
  if (options) {
    return html`<select name="value" aria-label="${key}" aria-describedby="help-${key}">${options.map((option) => html`<option value="${option}"${option === String(value) ? html` selected` : null}>${option}</option>`)}</select>`;
  }
  return html`<input name="value" type="${typeof value === 'number' ? 'number' : 'text'}" value="${String(value)}" aria-label="${key}" aria-describedby="help-${key}"${min === undefined ? null : html` min="${min}"`}${max === undefined ? null : html` max="${max}"`}>`;
}
