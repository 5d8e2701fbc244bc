import type { Logger } from './logger';

/**
 * What nobody caught is logged, whole and as JSON, and the process goes on: one request or one job that went wrong must
 * not take everybody else's connection with it. Called once the process is up: what goes wrong before has to end it, so
 * that it is started again.
 */
export function handleUncaughtErrors(log: Logger): void {
  process.on('uncaughtException', (err) => log.error({ err }, 'an error that nobody caught'));
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a rejection that nobody caught'));
}
