import { cn } from './cn';

/** A place that will be filled. Appears after 150 ms, so that a quick page never flickers. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-4 animate-late rounded-small bg-hover', className)} />;
}

/** The place of a list below its page's head: filters and table. `label` is read aloud: "Loading". */
export function ListSkeleton({ label, rows = 6 }: { label: string; rows?: number }) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        {label}
      </span>
      <Skeleton className="h-control w-64 max-w-full" />
      <div className="mt-4 animate-late overflow-hidden rounded-card border">
        <div className="h-9 border-b bg-sunken" />
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex h-11 items-center gap-6 border-b px-4 last:border-0">
            <Skeleton className="w-1/4" />
            <Skeleton className="w-1/6" />
            <Skeleton className="w-1/5" />
          </div>
        ))}
      </div>
    </div>
  );
}
