import { html, type Html } from './html';

export interface TextField {
  name: string;
  label: string;
  value: string;
  type?: 'text' | 'email' | 'password' | 'url' | 'number';
  help?: string;
  problem?: string | undefined;
  autocomplete?: string;
  isRequired?: boolean;
}

/** A labelled input with help text and an associated error message. */
export function textField({
  name,
  label,
  value,
  type = 'text',
  help,
  problem,
  autocomplete,
  isRequired,
}: TextField): Html {
  const described = [help ? `${name}-help` : '', problem ? `${name}-problem` : ''].filter((id) => id !== '').join(' ');
  return html`<div class="field">
    <label for="${name}"
      >${label}${isRequired ? html`<span aria-hidden="true" class="required"> *</span>` : null}</label
    >
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      ${autocomplete ? html` autocomplete="${autocomplete}"` : null}${isRequired ? html` aria-required="true"` : null}${problem ? html` aria-invalid="true"` : null}${described ? html` aria-describedby="${described}"` : null}
    />
    ${help ? html`<p class="help" id="${name}-help">${help}</p>` : null}
    ${problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : null}
  </div>`;
}

/** A read-only value with a copy button. */
export function copyField(label: string, id: string, value: string, options: { isSecret?: boolean } = {}): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <div class="copy">
      <input
        id="${id}"
        class="mono"
        readonly
        value="${value}"
        type="${options.isSecret ? 'password' : 'text'}"
        autocomplete="off"
      />
      ${options.isSecret ? html`<button class="button small" type="button" data-reveal="${id}" aria-controls="${id}" aria-label="Show ${label}">Show</button>` : null}
      <button class="button small" type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
    </div>
  </div>`;
}
