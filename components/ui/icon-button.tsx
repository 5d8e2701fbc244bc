'use client';

import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button';
import { cn } from './cn';
import { Tooltip } from './tooltip';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'size'> {
  /** Its name, read aloud and shown as a tooltip. */
  label: string;
  icon: ReactNode;
  size?: 'medium' | 'small';
  /** Turned off if the button opens a menu, which the tooltip would cover. */
  tooltip?: boolean;
}

export function IconButton({
  label,
  icon,
  size = 'medium',
  tooltip = true,
  variant = 'ghost',
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <Button
      {...rest}
      variant={variant}
      aria-label={label}
      icon={icon}
      className={cn('p-0', size === 'small' ? 'size-7 min-h-7' : 'size-control', className)}
    />
  );
  return tooltip ? (
    <Tooltip text={label} describes={false}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
