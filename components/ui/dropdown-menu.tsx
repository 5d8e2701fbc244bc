'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { createContext, useContext, useMemo, useRef, type ReactElement, type ReactNode } from 'react';
import { cn } from './cn';
import { useLayer } from './layer';
import { Link } from './link';

const ITEM =
  'flex min-h-8 w-full items-center gap-2 rounded-control px-2 py-1 text-base outline-none select-none data-highlighted:bg-hover data-disabled:text-muted [&_svg]:size-4 [&_svg]:shrink-0';

/** Runs once the menu has closed and its button has the focus again, so that a dialog can later return the focus there. */
type RunAfterClose = (run: () => void) => void;
const RunAfterCloseContext = createContext<RunAfterClose>((run) => run());

export interface DropdownMenuProps {
  trigger: ReactElement;
  /** The menu's name; by default the trigger names it. */
  label?: string;
  align?: 'start' | 'end';
  children: ReactNode;
  className?: string;
}

export function DropdownMenu({ trigger, label, align = 'end', children, className }: DropdownMenuProps) {
  const { container, ...layer } = useLayer();
  const chosen = useRef<() => void>(undefined);
  const runAfterClose = useMemo<RunAfterClose>(() => (run) => (chosen.current = run), []);
  const onClosed = () => {
    const run = chosen.current;
    chosen.current = undefined;
    if (run !== undefined) queueMicrotask(run);
  };
  return (
    <Radix.Root modal={false} {...layer}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onClosed}
          {...(label === undefined ? {} : { 'aria-label': label, 'aria-labelledby': undefined })}
          className={cn(
            'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 animate-rise overflow-y-auto rounded-card border bg-raised p-1 shadow-float',
            className,
          )}
        >
          <RunAfterCloseContext value={runAfterClose}>{children}</RunAfterCloseContext>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  onSelect?: () => void;
  /** Makes the item a link. */
  href?: string;
  disabled?: boolean;
  /** Why it is disabled; shown below the word. */
  reason?: string;
  danger?: boolean;
}

export function MenuItem({ icon, children, onSelect, href, disabled, reason, danger = false }: MenuItemProps) {
  const runAfterClose = useContext(RunAfterCloseContext);
  const className = cn(ITEM, danger && 'text-danger data-highlighted:bg-danger-tint');
  const content = (
    <>
      {icon}
      <span className="min-w-0">
        {children}
        {disabled === true && reason !== undefined && <span className="block text-xs text-muted">{reason}</span>}
      </span>
    </>
  );
  if (href !== undefined && disabled !== true) {
    return (
      <Radix.Item asChild className={className}>
        <Link href={href}>{content}</Link>
      </Radix.Item>
    );
  }
  return (
    <Radix.Item
      className={className}
      onSelect={() => onSelect !== undefined && runAfterClose(onSelect)}
      disabled={disabled}
    >
      {content}
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-line" />;
}

export interface MenuChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of a few, ticked. */
export function MenuChoice({ label, value, options, onChange }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <Radix.Label className="px-2 pt-2 pb-1 text-xs text-muted">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={cn(ITEM, 'pl-8 relative')}>
          <Radix.ItemIndicator className="absolute left-2">
            <Check aria-hidden />
          </Radix.ItemIndicator>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** Ticked or not; the menu stays open. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={cn(ITEM, 'pl-8 relative')}
    >
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}
