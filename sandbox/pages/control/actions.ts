import type { SandboxResponse } from '../../contract';
import { resetSandbox, type ControlContext } from '../../control/routes';
import { faultFromForm } from '../../control/fault-presets';
import type { SettingValue } from '../../settings';
import { readPageForm } from '../browser';
import { redirectTo } from '../page';
import { controlPage } from './control-page';
import { indexDelayKey, indexDelays } from './index-section';

const advances: Record<string, number> = {
  minute: 60_000,
  'half-hour': 1_800_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Handles the control page's forms: each calls the control API, then shows the page again. */
export function controlAction(context: ControlContext, name: string): SandboxResponse {
  const form = readPageForm(context.request);
  switch (name) {
    case 'reset':
      resetSandbox(context);
      return back('reset');
    case 'fault': {
      const read = faultFromForm(form);
      if ('problem' in read) return controlPage(context, { problem: read.problem, status: 422, fault: form });
      context.faults.add(read.fault);
      return back('fault');
    }
    case 'end-fault':
      context.faults.remove(Number(form.get('id')));
      return back('fault-ended');
    case 'end-faults':
      context.faults.clear();
      return back('fault-ended');
    case 'clock': {
      const step = advances[form.get('advance') ?? ''];
      if (step === undefined)
        return controlPage(context, { problem: 'Choose how far to move the clock.', status: 422 });
      context.commit({ type: 'clock.moved', portalId: null, data: { offsetMs: context.world.clock.offsetMs + step } });
      return back('clock');
    }
    case 'clock-now':
      context.commit({ type: 'clock.moved', portalId: null, data: { offsetMs: 0 } });
      return back('clock');
    case 'index':
      return changeIndexDelay(context, form);
    case 'setting':
      return changeSetting(context, form);
    default:
      return controlPage(context, { problem: 'There is no such action.', status: 404 });
  }
}

function changeSetting(context: ControlContext, form: URLSearchParams): SandboxResponse {
  const key = form.get('key') ?? '';
  const { settings } = context.world;
  const definition = settings.list().find((setting) => setting.key === key);
  const typed = form.get('value') ?? '';
  const value = definition ? convert(typed, definition.default) : '';
  const refusal = settings.refusal(key, value);
  if (refusal !== null)
    return controlPage(context, {
      problem: `${refusal}.`,
      status: 422,
      setting: { key, typed, problem: `${refusal}.` },
    });
  context.commit({ type: 'settings.changed', portalId: null, data: { values: { [key]: value } } });
  return back('setting', `setting-${key}`);
}

function changeIndexDelay(context: ControlContext, form: URLSearchParams): SandboxResponse {
  const delay = indexDelays.get(form.get('delay') ?? '');
  if (!delay || context.world.settings.refusal(indexDelayKey, delay.ms) !== null) {
    return controlPage(context, { problem: 'Choose the delay of the search index.', status: 422 });
  }
  context.commit({ type: 'settings.changed', portalId: null, data: { values: { [indexDelayKey]: delay.ms } } });
  return back('index', 'index');
}

function convert(text: string, like: SettingValue): SettingValue {
  if (typeof like === 'number') return text.trim() === '' ? Number.NaN : Number(text);
  if (typeof like === 'boolean') return text === 'true';
  return text;
}

function back(notice: string, anchor = 'main'): SandboxResponse {
  return redirectTo(`/__sandbox/?notice=${notice}#${encodeURIComponent(anchor)}`);
}
