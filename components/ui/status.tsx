import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  Info,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

/**
 * on: enabled, done · off: turned off, nothing wrong · warning: partly works, or off for a reason that needs attention ·
 * failed: broken · pending: in progress or waiting · idle: never set up · info: worth knowing
 */
export type StatusTone = 'on' | 'off' | 'warning' | 'failed' | 'pending' | 'idle' | 'info';

const LOOKS: Record<StatusTone, { icon: LucideIcon; colour: string }> = {
  on: { icon: CircleCheck, colour: 'text-success' },
  off: { icon: CircleMinus, colour: 'text-muted' },
  warning: { icon: TriangleAlert, colour: 'text-warning' },
  failed: { icon: CircleX, colour: 'text-danger' },
  pending: { icon: CircleDashed, colour: 'text-info' },
  idle: { icon: CircleAlert, colour: 'text-muted' },
  info: { icon: Info, colour: 'text-info' },
};

export interface StatusProps {
  tone: StatusTone;
  /** The word: "Enabled". */
  label: string;
  /** The sentence beside it: why. */
  reason?: ReactNode;
  className?: string;
}

/** Always an icon, a word and a colour together. */
export function Status({ tone, label, reason, className }: StatusProps) {
  const { icon: Icon, colour } = LOOKS[tone];
  return (
    <span className={cn('inline-flex max-w-full items-start gap-1.5', className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', colour)} />
      <span className="min-w-0">
        <span className={cn('font-medium wrap-normal', colour)}>{label}</span>
        {reason !== undefined && <span className="block text-muted">{reason}</span>}
      </span>
    </span>
  );
}
