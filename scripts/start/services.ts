import { toVariables, type Env } from '@/lib/platform/env';
import { programArguments } from './build';
import type { ServiceDefinition } from './service';

/** The processes of the product, each with the whole environment. */
export function defineServices(env: Env, options: { isDevelopment: boolean }) {
  const common = {
    dataDir: env.dataDir,
    show: !process.stdout.isTTY || options.isDevelopment ? 'all' : 'important',
  } as const;
  const variables = {
    ...toVariables(env),
    NODE_ENV: options.isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const web: ServiceDefinition = {
    ...common,
    name: 'web',
    label: 'The Maker',
    args: [...programArguments('web', options.isDevelopment), ...(options.isDevelopment ? ['--dev'] : [])],
    variables,
  };
  const worker: ServiceDefinition = {
    ...common,
    name: 'worker',
    label: 'The worker',
    args: programArguments('worker', options.isDevelopment),
    argsAfterCrash: ['--cautious'],
    variables,
  };
  return { web, worker, sandbox: defineSandbox(env, { ...common, ...options }) };
}

/** The sandbox gets neither the database's address nor our keys. */
export function defineSandbox(
  settings: Pick<Env, 'dataDir' | 'sandboxPort' | 'publicUrl'>,
  options: Pick<ServiceDefinition, 'show'> & { isDevelopment: boolean },
): ServiceDefinition {
  const { dataDir, sandboxPort, publicUrl } = settings;
  return {
    name: 'sandbox',
    label: 'The HubSpot sandbox',
    args: [
      ...programArguments('sandbox', options.isDevelopment),
      '--port',
      String(sandboxPort),
      '--data-dir',
      dataDir,
      '--maker-url',
      publicUrl,
    ],
    variables: { NODE_ENV: 'production' },
    dataDir,
    show: options.show,
  };
}
