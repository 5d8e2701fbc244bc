'use client';

import { choicesIn } from '@/lib/domain/crm/choices';
import type { ListOption } from '@/lib/domain/crm/crm';
import { Checkbox } from '../ui/checkbox';
import type { ControlProps } from './control-props';

/** The value is the chosen options, joined by semicolons. */
interface ChoicesControlProps extends ControlProps {
  /** Where nothing else labels it. */
  name: string;
  options: readonly ListOption[];
}

/** Several of the options. What is chosen and no longer offered stays in the list, so that nobody removes it unseen. */
export function ChoicesControl({ name, options, value, onChange, aria, autoFocus = false }: ChoicesControlProps) {
  const chosen = choicesIn(value);
  const unknown = chosen.filter((one) => !options.some((option) => option.value === one));
  const all = [...options, ...unknown.map((one) => ({ value: one, label: one }))];
  return (
    <div
      role="group"
      id={aria.id}
      tabIndex={-1}
      aria-labelledby={aria['aria-labelledby']}
      aria-label={aria['aria-labelledby'] === undefined ? name : undefined}
      aria-describedby={aria['aria-describedby']}
      className="max-h-60 overflow-y-auto rounded-control border border-outline bg-raised px-2.5 py-1.5"
    >
      {all.map((option, index) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          aria-invalid={aria['aria-invalid']}
          autoFocus={autoFocus && index === 0}
          onChange={(event) => {
            const isOn = event.target.checked;
            onChange(
              all
                .map((candidate) => candidate.value)
                .filter((candidate) => (candidate === option.value ? isOn : chosen.includes(candidate)))
                .join(';'),
            );
          }}
        />
      ))}
    </div>
  );
}
