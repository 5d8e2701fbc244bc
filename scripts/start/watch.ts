import { watch } from 'node:fs';
import { sep } from 'node:path';
import type { Service } from './service';

const SETTLE_MS = 200;

/** The services that run in development; without the sandbox when HubSpot is the real one. */
interface Running {
  web: Service;
  worker: Service;
  sandbox?: Service;
}

/**
 * For development: Next reloads pages itself; the other processes are restarted when their code is saved.
 * The returned function ends the watch.
 */
export function restartOnChange({ web, worker, sandbox }: Running): () => void {
  const due = new Set<Service>();
  let timer: NodeJS.Timeout | undefined;
  const restart = (service: Service) => {
    due.add(service);
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const each of due) void each.restart();
      due.clear();
    }, SETTLE_MS);
  };
  const watchers = [
    watchCode('lib', (file) => {
      if (isOutsideNext(file)) restart(web);
      if (!file.startsWith(`web${sep}`)) restart(worker);
    }),
    ...(sandbox ? [watchCode('sandbox', () => restart(sandbox))] : []),
  ];
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Created once in the web process, before Next or across its reloads: its server, and objects that all requests share. */
function isOutsideNext(file: string): boolean {
  const [folder = '', name] = file.split(sep);
  return folder === 'platform' || folder === 'integrations' || (folder === 'web' && OWN_SERVER.includes(name ?? ''));
}

const OWN_SERVER = ['server.ts', 'request-guard.ts', 'deployment.ts'];

function watchCode(folder: string, onChange: (file: string) => void) {
  return watch(folder, { recursive: true }, (_event, file) => {
    if (file !== null && /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)) onChange(file);
  });
}
