import type { Logger } from './logger';

/**
 * Logs uncaught errors as JSON and keeps the process running: one failed request or job must not drop everybody's
 * connection. Call it once the process is up; an error before that must end the process, so that it is restarted.
 */
export function handleUncaughtErrors(log: Logger): void {
  process.on('uncaughtException', (err) => log.error({ err }, 'an error that nobody caught'));
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a rejection that nobody caught'));
}
