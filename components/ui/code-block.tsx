import { cn } from './cn';

/** Preformatted text: a trace, a request, a raw response. Scrollable by keyboard. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className={cn(
        'max-h-80 overflow-auto rounded-control border bg-sunken p-3 font-mono text-xs/5 whitespace-pre',
        className,
      )}
    >
      <code>{code}</code>
    </pre>
  );
}
