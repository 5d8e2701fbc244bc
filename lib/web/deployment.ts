import { createDeployment, type Deployment } from '@/lib/deployment';

const holder: { makerDeployment?: Deployment } = asHolder(globalThis);

export function deployment(): Deployment {
  // On globalThis, because this module is loaded more than once: by our server, and by Next's bundles.
  return (holder.makerDeployment ??= createDeployment('web'));
}

/** Any object can hold one more optional property. */
function asHolder(value: object): { makerDeployment?: Deployment } {
  return value as { makerDeployment?: Deployment };
}
