'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { useReturnFocus } from './use-return-focus';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons; the verb last. */
  footer?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** For questions that need an answer: an alert dialog that doesn't close on an outside click. */
  alert?: boolean;
}

const WIDTHS = { small: 'sm:max-w-md', medium: 'sm:max-w-xl', large: 'sm:max-w-3xl' };

/** Closes with Escape and returns the focus to its trigger. On narrow screens it is at the bottom. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'medium',
  alert = false,
}: DialogProps) {
  const t = useTranslations('common');
  const focus = useReturnFocus(focusFirst);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Radix.Content
          role={alert ? 'alertdialog' : 'dialog'}
          {...focus}
          onPointerDownOutside={(event) => alert && event.preventDefault()}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-rise outline-none flex-col rounded-t-card border bg-raised shadow-float',
            'sm:inset-x-4 sm:top-[max(1rem,12dvh)] sm:bottom-auto sm:mx-auto sm:max-h-[76dvh] sm:rounded-card',
            WIDTHS[size],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold tracking-title break-words">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton
                size="small"
                label={t('close')}
                icon={<X aria-hidden className="size-4" />}
                tooltip={false}
                className="-mr-1.5"
              />
            </Radix.Close>
          </header>
          {children === undefined ? (
            <div className="h-4" />
          ) : (
            <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          )}
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Wraps a button that closes the dialog, like its cross. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}

/** Focuses the element with `data-autofocus`, or else the dialog, so that its title is read first. */
function focusFirst(content: HTMLElement): void {
  (content.querySelector<HTMLElement>('[data-autofocus]') ?? content).focus();
}
