import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startInstance, type Instance, type InstanceOptions } from '../instance';
import { readDatabase } from './database';
import { findSecrets } from './look-through';

const RECORDED = 'recorded';

/**
 * A product of the tests' own, as `startInstance` starts it, whose every answer is recorded. Before it is gone, everything
 * that it has answered, stored and logged is looked through for every secret of its life: `stop` throws where one stands.
 */
export async function startWatchedInstance(options: InstanceOptions): Promise<Instance> {
  // A log that says much is worth looking through.
  const instance = await startInstance({
    ...options,
    variables: { LOG_LEVEL: 'debug', ...recorderVariables(resolve('.data', options.name)), ...options.variables },
  });
  return {
    ...instance,
    stop: async () => {
      const database = await readAndStop(instance);
      const recordDir = join(instance.dataDir, RECORDED);
      const counts = await findSecrets({
        dataDir: instance.dataDir,
        recordDir,
        buildDir: resolve(process.env.NEXT_DIST_DIR ?? '.next-test'),
        database,
        output: instance.output(),
        setUpUrl: instance.setUpUrl,
        adminPassword: options.admin?.password ?? null,
      });
      // Where nothing was found nobody will look anything up in it.
      rmSync(recordDir, { recursive: true });
      console.log(`S-24, ${options.name}: none of ${counts}`);
    },
  };
}

/** For every process of it that is to be recorded. */
export function recorderVariables(dataDir: string): Record<string, string> {
  const recorder = pathToFileURL(resolve('tests/e2e/support/secrets/record-answers.mjs')).href;
  return {
    E2E_RECORD_DIR: join(dataDir, RECORDED),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${recorder}`.trim(),
  };
}

async function readAndStop(instance: Instance) {
  try {
    return await readDatabase(instance.dataDir);
  } finally {
    await instance.stop();
  }
}
