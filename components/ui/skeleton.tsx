import { cn } from './cn';

/** A placeholder while loading. Appears after 150 ms to avoid flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-4 animate-late rounded-small bg-hover', className)} />;
}
