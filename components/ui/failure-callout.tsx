import { buttonStyles } from './button-styles';
import { Callout } from './callout';

/** Why something failed, in words. */
export interface ShownFailure {
  message: string;
  /** The provider's own words. */
  detail?: string | null;
  /** The id under which support finds it. */
  reference?: string | null;
  /** Where to go on instead, away from the application. */
  wayOut?: { href: string; label: string } | undefined;
}

/** What was refused, read out at once. Nothing while nothing was. */
export function FailureCallout({ failure }: { failure: ShownFailure | null | undefined }) {
  if (!failure) return null;
  const { message, detail, reference, wayOut } = failure;
  return (
    <Callout
      live
      tone={wayOut ? 'warning' : 'danger'}
      title={message}
      detail={detail}
      reference={reference}
      action={
        wayOut && (
          <a href={wayOut.href} className={buttonStyles({ variant: 'primary' })}>
            {wayOut.label}
          </a>
        )
      }
    />
  );
}
