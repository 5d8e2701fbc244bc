'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { useLayer } from './layer';

interface TooltipProps {
  text: string;
  /** A single element that can have the focus. */
  children: ReactElement;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** Turned off if the text repeats the element's own name, which would then be read twice. */
  describes?: boolean;
}

/** Extra text. Never the only place for information. */
export function Tooltip({ text, children, side = 'top', describes = true }: TooltipProps) {
  const { container, ...layer } = useLayer();
  return (
    <Radix.Root delayDuration={400} {...layer}>
      <Radix.Trigger asChild {...(describes ? {} : { 'aria-describedby': undefined })}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-72 animate-fade rounded-control bg-ink px-2 py-1 text-xs text-surface shadow-float"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = Radix.Provider;
