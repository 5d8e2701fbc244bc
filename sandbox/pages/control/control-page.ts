import type { SandboxResponse } from '../../contract';
import type { ControlContext } from '../../control/routes';
import { faultKinds, faultTargets } from '../../control/fault-presets';
import type { Fault } from '../../kernel/faults';
import type { JournalEntry } from '../../kernel/journal';
import { signedInPerson } from '../browser';
import { html, type Html } from '../html';
import { icon } from '../icons';
import { page } from '../page';
import { indexSection } from './index-section';
import { settingsSection, type RefusedSetting } from './settings-section';

const notices: Record<string, string> = {
  reset: 'The sandbox was reset.',
  fault: 'Fault added. It applies from the next matching request.',
  'fault-ended': 'Fault removed.',
  clock: 'Clock moved.',
  index: 'Search index delay saved.',
  setting: 'Setting saved.',
};

/** A form that was rejected, to show it again as filled in. */
export interface Refusal {
  problem: string;
  status: 404 | 422;
  fault?: URLSearchParams;
  setting?: RefusedSetting;
}

/** `/__sandbox/`: the control API as a page. */
export function controlPage(context: ControlContext, refusal: Refusal | null = null): SandboxResponse {
  const person = signedInPerson(context);
  const notice = notices[context.request.query.get('notice') ?? ''];
  return page(context, {
    title: 'Sandbox control',
    status: refusal?.status ?? 200,
    person,
    portal: person ? (context.world.accounts.portalsOf(person).customer[0] ?? null) : null,
    current: 'control',
    body: html`<h1>Sandbox control</h1>
      <p class="lead">
        Make HubSpot slow, broken or late, and see everything that was written. Programs do the same through the control
        API under <code>/__sandbox/</code>.
      </p>
      ${
        refusal
          ? html`<div class="notice warn" role="alert">
              ${icon('warning')}
              <p>${refusal.problem}</p>
            </div>`
          : null
      }
      ${
        notice && !refusal
          ? html`<div class="notice good" role="status">
              ${icon('check')}
              <p>${notice}</p>
            </div>`
          : null
      }
      ${faultSection(context, refusal)} ${clockSection(context)} ${indexSection(context.world.settings.list())}
      ${ledgerSection(context.world.ledger.latest(50))}
      ${settingsSection(context.world.settings.list(), refusal?.setting ?? null)}
      <section class="panel" aria-labelledby="reset-title">
        <h2 id="reset-title">Return to the seed</h2>
        <p class="quiet">
          Removes every developer account, app, token, record and setting made here, and sets the clock back.
        </p>
        <form method="post" action="/__sandbox/actions/reset">
          <button class="button" type="submit" data-confirm="Return everything to the seed?">Reset the sandbox</button>
        </form>
      </section>`,
  });
}

function faultSection({ faults }: ControlContext, refusal: Refusal | null): Html {
  const waiting = faults.list().filter((fault) => fault.times > 0);
  const typed = refusal?.fault;
  const choice = (name: string, label: string, options: ReadonlyMap<string, { label: string }>) =>
    html`<div class="field">
      <label for="${name}">${label}</label
      ><select id="${name}" name="${name}">
        ${[...options].map(
          ([value, option]) =>
            html`<option value="${value}" ${typed?.get(name) === value ? html` selected` : null}>
              ${option.label}
            </option>`,
        )}
      </select>
    </div>`;
  return html`<section class="panel wide" aria-labelledby="faults-title">
    <h2 id="faults-title">Faults</h2>
    <form method="post" action="/__sandbox/actions/fault" class="inline-form" novalidate>
      ${choice('kind', 'What happens', faultKinds)}${choice('target', 'Where', faultTargets)}
      <div class="field narrow">
        <label for="times">Times</label
        ><input
          id="times"
          name="times"
          type="number"
          min="1"
          max="10000"
          value="${typed?.get('times') ?? '1'}"
          ${typed ? html` aria-invalid="true" aria-describedby="fault-problem"` : null}
        />
      </div>
      <button class="button primary" type="submit">Cause fault</button>
    </form>
    ${typed ? html`<p class="problem" id="fault-problem">${refusal?.problem}</p>` : null}
    ${
      waiting.length === 0
        ? html`<p class="quiet">No active faults.</p>`
        : html`<ul class="rows">
              ${waiting.map(faultRow)}
            </ul>
            <form method="post" action="/__sandbox/actions/end-faults">
              <button class="button small" type="submit">End all faults</button>
            </form>`
    }
  </section>`;
}

function faultRow(fault: Fault): Html {
  return html`<li>
    <span class="grow"
      ><span class="strong">${describeFault(fault)}</span>
      <span class="mono quiet break">${fault.method ?? 'any method'} ${fault.path}</span>
      <span class="quiet">${fault.times} left, struck ${fault.hits} times</span></span
    >
    <form method="post" action="/__sandbox/actions/end-fault">
      <input type="hidden" name="id" value="${fault.id}" /><button
        class="button small"
        type="submit"
        aria-label="End fault ${fault.id}"
      >
        End
      </button>
    </form>
  </li>`;
}

function describeFault(fault: Fault): string {
  const parts = [
    fault.status === undefined ? '' : `Status ${fault.status}${fault.when === 'after' ? ' after the effect' : ''}`,
    fault.html === undefined ? '' : 'HTML body',
    fault.malformed ? 'Truncated JSON' : '',
    fault.delayMs > 0 ? `Delay ${fault.delayMs} ms` : '',
    fault.drip ? `Drip ${fault.drip.bytes} bytes every ${fault.drip.everyMs} ms` : '',
    fault.reset ? `Reset ${fault.reset} the effect` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || 'No change';
}

function clockSection({ world }: ControlContext): Html {
  const step = (value: string, label: string) =>
    html`<button class="button small" type="submit" name="advance" value="${value}">${label}</button>`;
  return html`<section class="panel wide" aria-labelledby="clock-title">
    <h2 id="clock-title">Clock</h2>
    <p>
      <span class="mono">${new Date(world.clock.now()).toISOString()}</span>
      <span class="quiet"
        >${world.clock.offsetMs === 0 ? 'the machine’s time' : `moved by ${duration(world.clock.offsetMs)}`}</span
      >
    </p>
    <div class="actions">
      <form method="post" action="/__sandbox/actions/clock" class="actions">
        ${step('minute', '+1 minute')}${step('half-hour', '+30 minutes')}${step('hour', '+1 hour')}${step('day', '+1 day')}${step('week', '+1 week')}
      </form>
      ${world.clock.offsetMs === 0 ? null : html`<form method="post" action="/__sandbox/actions/clock-now"><button class="button small" type="submit">Use the system time</button></form>`}
    </div>
  </section>`;
}

function duration(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const text =
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(' ') || 'less than a minute';
  return ms < 0 ? `−${text}` : text;
}

function ledgerSection(entries: JournalEntry[]): Html {
  return html`<section class="panel wide" aria-labelledby="ledger-title">
    <h2 id="ledger-title">Ledger</h2>
    <p class="quiet">
      The last 50 effects, newest first. All of them: <a href="/__sandbox/ledger">/__sandbox/ledger</a>.
    </p>
    ${
      entries.length === 0
        ? html`<p class="quiet">No changes yet.</p>`
        : html`<div class="table-wrap is-short" tabindex="0" role="region" aria-label="Effects">
            <table>
              <thead>
                <tr>
                  <th scope="col">No.</th>
                  <th scope="col">Time</th>
                  <th scope="col">Effect</th>
                  <th scope="col">Account</th>
                  <th scope="col">App</th>
                  <th scope="col">Request</th>
                </tr>
              </thead>
              <tbody>
                ${entries.map(
                  (entry) =>
                    html`<tr>
                      <td>${entry.seq}</td>
                      <td class="mono">${new Date(entry.at).toISOString().slice(11, 23)}</td>
                      <th scope="row">
                        <details>
                          <summary>${entry.type}</summary>
                          <pre tabindex="0" aria-label="Data of effect ${entry.seq}" role="region">
${JSON.stringify(entry.data, null, 2)}</pre>
                        </details>
                      </th>
                      <td class="mono">${entry.portalId}</td>
                      <td class="mono">${entry.appId}</td>
                      <td class="mono">${entry.cause ? `${entry.cause.method} ${entry.cause.path}` : null}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}
