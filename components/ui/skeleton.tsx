import { cn } from './cn';

/** A place that will be filled. Appears after 150 ms, so that a quick page never flickers. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-4 animate-late rounded-small bg-hover', className)} />;
}
