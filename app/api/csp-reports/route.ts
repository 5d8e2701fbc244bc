import { AppError } from '@/lib/domain/base/app-error';
import { countReports } from '@/lib/services/csp-reports/count-reports';
import { limitRate } from '@/lib/services/limit-rate';
import { readJsonBody } from '@/lib/web/request-body';
import { defineRoute } from '@/lib/web/route';

/** A browser sends several at once, each with the whole policy. */
const bodyLimit = 64_000;
const TYPES = new Set(['application/csp-report', 'application/reports+json']);

export const POST = defineRoute({
  method: 'POST',
  path: '/api/csp-reports',
  summary:
    'Counts what the content security policy stopped in a browser, by directive and kind of origin. Browsers call it by themselves.',
  tag: 'About the API',
  access: { public: true },
  isSentByBrowser: true,
  bodyLimit,
  handle: async ({ ctx, request }) => {
    const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!TYPES.has(type)) throw new AppError('INVALID_INPUT', { key: 'no_report' });
    const site = request.headers.get('sec-fetch-site');
    if (site !== null && site !== 'same-origin') throw new AppError('FORBIDDEN', { key: 'foreign_origin' });
    // Every report counts, before it is read: nobody needs to send many.
    await limitRate(ctx, 'csp-report-by-ip');
    await countReports(ctx, await readJsonBody(request, bodyLimit));
  },
});
