import { Fragment } from 'react';

/** An address that can break after @ and dots instead of widening a table. Copying it leaves nothing out. */
export function EmailText({ email }: { email: string }) {
  const parts = email.split(/(?<=[@.])/);
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
