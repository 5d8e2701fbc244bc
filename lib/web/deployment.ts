import { createDeployment, type Deployment } from '@/lib/deployment';

const holder: { makerDeployment?: Deployment } = asHolder(globalThis);

export function deployment(): Deployment {
  // On globalThis, because the bundler loads this module more than once.
  return (holder.makerDeployment ??= createDeployment('web'));
}

/** Any object can hold one more optional property. */
function asHolder(value: object): { makerDeployment?: Deployment } {
  return value as { makerDeployment?: Deployment };
}
