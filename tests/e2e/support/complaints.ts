import type { BrowserContext } from '@playwright/test';

/** What the browser complains about on any page of a context: errors of scripts, of the console, of the content policy. */
export function collectComplaints(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.page()?.url() ?? ''}: ${message.text()}`);
  });
  context.on('weberror', (problem) => complaints.push(`${problem.page()?.url() ?? ''}: ${String(problem.error())}`));
  return complaints;
}
