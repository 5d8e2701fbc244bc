'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { useReturnFocus } from './use-return-focus';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** The title is for screen readers only, for example over a menu. */
  titleHidden?: boolean;
  side?: 'left' | 'right';
  children: ReactNode;
  footer?: ReactNode;
}

/** A dialog that slides in from a side: the menu of small screens, an editor beside its list. */
export function Sheet({
  open,
  onOpenChange,
  title,
  titleHidden = false,
  side = 'right',
  children,
  footer,
}: SheetProps) {
  const t = useTranslations('common');
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className={cn(
            'fixed inset-y-0 z-50 flex flex-col bg-raised shadow-float',
            side === 'left'
              ? 'left-0 w-72 max-w-[85vw] animate-from-left border-r'
              : 'right-0 w-[32rem] max-w-full animate-from-right border-l',
          )}
        >
          <header className="flex min-h-14 items-center gap-3 px-4">
            <Radix.Title className={cn('min-w-0 flex-1 text-lg font-semibold', titleHidden && 'sr-only')}>
              {title}
            </Radix.Title>
            <Radix.Close asChild>
              <IconButton
                label={t('close')}
                icon={<X aria-hidden className="size-4" />}
                tooltip={false}
                className="ml-auto"
              />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
