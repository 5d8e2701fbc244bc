import { Fragment } from 'react';

/** An address that may break after @ and dots instead of pushing a table wide; copied, it is whole. */
export function EmailText({ email }: { email: string }) {
  const parts = email.split(/(?<=[@.])/);
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
