'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useId, useRef, type ReactNode } from 'react';
import { Button } from './button';
import { Input } from './input';
import { useCopy } from './use-copy';

export interface CopyFieldProps {
  label: string;
  value: string;
  help?: ReactNode;
  /** The label is for screen readers only. */
  labelHidden?: boolean;
  /** With the button, or by hand from the field. */
  onCopied?: () => void;
}

/** A read-only value with a copy button. */
export function CopyField({ label, value, help, labelHidden = false, onCopied }: CopyFieldProps) {
  const t = useTranslations('common');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { copied, copy } = useCopy(label);

  const copyValue = async () => {
    if (await copy(value, input.current)) onCopied?.();
  };

  return (
    <div>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'mb-1 block font-medium'}>
        {label}
      </label>
      {help !== undefined && (
        <p id={`${id}-help`} className="mb-1.5 text-sm text-muted">
          {help}
        </p>
      )}
      <div className="flex gap-2">
        <Input
          id={id}
          ref={input}
          readOnly
          mono
          value={value}
          aria-describedby={help === undefined ? undefined : `${id}-help`}
          onFocus={(event) => event.currentTarget.select()}
          onCopy={onCopied}
          className="min-w-0 flex-1 text-ellipsis"
        />
        <Button
          onClick={() => void copyValue()}
          icon={
            copied ? <Check aria-hidden className="size-4 text-success" /> : <Copy aria-hidden className="size-4" />
          }
        >
          <span>
            {copied ? t('copied') : t('copy')}
            <span className="sr-only"> {label}</span>
          </span>
        </Button>
      </div>
    </div>
  );
}
