'use client';

import { CircleCheck, CircleX, Info, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { IconButton } from './icon-button';
import { Link } from './link';

interface ToastMessage {
  title: string;
  /** What comes next. */
  description?: string;
  tone?: 'success' | 'info' | 'danger';
  link?: { href: string; label: string };
}

interface ShownToast extends ToastMessage {
  id: number;
}

type ShowToast = (message: ToastMessage) => void;

const ToastContext = createContext<ShowToast | null>(null);
/** Success messages disappear quickly, others later. Errors stay until closed. */
const SHOWN_MS = { success: 4000, info: 7000 };
const MAX_SHOWN = 2;
const ICONS = { success: CircleCheck, info: Info, danger: CircleX };
const COLOURS = { success: 'text-success', info: 'text-info', danger: 'text-danger' };

/**
 * Placed so that they don't cover the work area: in the corner below the menu or, without a menu, at the bottom above
 * the save bar, or at the top if a dialog is at the bottom.
 */
const PLACE = [
  'pointer-events-none fixed inset-x-4 bottom-4 z-70 flex flex-col items-center gap-2 nav:right-auto nav:left-2 nav:w-52',
  'max-nav:[body:has([data-save-bar])_&]:bottom-28',
  'max-nav:[body:has([role=dialog],[role=alertdialog])_&]:top-2 max-nav:[body:has([role=dialog],[role=alertdialog])_&]:bottom-auto',
].join(' ');

/** For success messages. Errors are also shown where they occur. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('common');
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const lastId = useRef(0);
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());

  const dismiss = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const startTimer = useCallback(
    (toast: ShownToast) => {
      const tone = toast.tone ?? 'success';
      if (tone !== 'danger')
        timers.current.set(
          toast.id,
          setTimeout(() => dismiss(toast.id), toast.link === undefined ? SHOWN_MS[tone] : SHOWN_MS.info),
        );
    },
    [dismiss],
  );
  const show = useCallback<ShowToast>(
    (message) => {
      const toast = { ...message, id: ++lastId.current };
      setToasts((shown) => [...shown.slice(1 - MAX_SHOWN), toast]);
      startTimer(toast);
    },
    [startTimer],
  );
  const hold = (id: number) => clearTimeout(timers.current.get(id));
  const value = useMemo(() => show, [show]);

  return (
    <ToastContext value={value}>
      {children}
      <div role="status" aria-live="polite" className={PLACE}>
        {toasts.map((toast) => {
          const Icon = ICONS[toast.tone ?? 'success'];
          return (
            <div
              key={toast.id}
              onPointerEnter={() => hold(toast.id)}
              onPointerLeave={() => startTimer(toast)}
              onFocus={() => hold(toast.id)}
              onBlur={() => startTimer(toast)}
              className="pointer-events-auto flex w-full wrap-anywhere max-w-sm animate-rise items-start gap-2.5 rounded-card border bg-raised p-3 shadow-float"
            >
              <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${COLOURS[toast.tone ?? 'success']}`} />
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words">{toast.title}</p>
                {toast.description !== undefined && <p className="text-sm text-muted">{toast.description}</p>}
                {toast.link !== undefined && (
                  <Link href={toast.link.href} className="text-sm text-accent-ink underline">
                    {toast.link.label}
                  </Link>
                )}
              </div>
              <IconButton
                size="small"
                label={t('close')}
                icon={<X aria-hidden className="size-4" />}
                tooltip={false}
                onClick={() => dismiss(toast.id)}
                className="-m-1"
              />
            </div>
          );
        })}
      </div>
    </ToastContext>
  );
}

export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (show === null) throw new Error('useToast needs the ToastProvider of the root layout');
  return show;
}
