import { Callout } from './callout';

/** Why something failed, in words. */
export interface ShownFailure {
  message: string;
  /** The provider's own words. */
  detail?: string | null;
  /** The id under which support finds it. */
  reference?: string | null;
}

/** What was refused, read out at once. Nothing while nothing was. */
export function FailureCallout({ failure }: { failure: ShownFailure | null | undefined }) {
  if (!failure) return null;
  return <Callout live tone="danger" title={failure.message} detail={failure.detail} reference={failure.reference} />;
}
