import { watch } from 'node:fs';
import { sep } from 'node:path';
import type { Service } from './service';

const SETTLE_MS = 200;
const SANDBOX = ['integrations', 'hubspot', 'sandbox'].join(sep);

/**
 * For development: Next reloads the pages by itself, the other processes are started again when their code is saved.
 * The returned function ends the watch.
 */
export function restartOnChange(services: { web: Service; worker: Service; sandbox?: Service }): () => void {
  const due = new Set<Service>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch('lib', { recursive: true }, (_event, file) => {
    if (file === null || !/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) return;
    for (const service of affected(file, services)) due.add(service);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const service of due) void service.restart();
      due.clear();
    }, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

function affected(
  file: string,
  { web, worker, sandbox }: { web: Service; worker: Service; sandbox?: Service },
): Service[] {
  if (file.startsWith(SANDBOX)) return sandbox ? [sandbox] : [];
  if (file === `web${sep}server.ts`) return [web];
  if (file.startsWith(`web${sep}`)) return [];
  return [worker];
}
