import { ExternalLink } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Link } from './link';

export interface TextLinkProps extends ComponentProps<typeof Link> {
  /** Opens a new tab, and shows so with an icon and to screen readers. */
  external?: boolean;
  /** "opens in a new tab", translated; needed when external. */
  externalLabel?: string;
}

export function TextLink({ external = false, externalLabel, className, children, ...rest }: TextLinkProps) {
  return (
    <Link
      {...rest}
      {...(external ? { target: '_blank', rel: 'noreferrer' } : {})}
      className={cn(
        'rounded-small text-accent-ink wrap-anywhere underline decoration-accent-line underline-offset-2 hover:decoration-current',
        className,
      )}
    >
      {children}
      {external && <ExternalLink aria-hidden className="ml-1 inline size-3.5 align-[-0.125em]" />}
      {externalLabel !== undefined && <span className="sr-only"> ({externalLabel})</span>}
    </Link>
  );
}
