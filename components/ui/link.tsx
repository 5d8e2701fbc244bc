import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link within the product. Next would ask the server twice for each link in sight, some forty requests a page, although
 * every page is made anew when it is opened.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
