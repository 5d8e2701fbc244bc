import { z } from 'zod';

/** How long counts of reports are kept. */
export const CSP_REPORT_DAYS = 30;
/** How many reports of one request are counted. */
const MOST_REPORTS = 20;

const DIRECTIVES = [
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'font-src',
  'connect-src',
  'object-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'child-src',
  'worker-src',
  'manifest-src',
  'media-src',
] as const;

/** What was stopped, so that no address with somebody's data is ever stored. */
export const BLOCKED_KINDS = ['inline', 'eval', 'data', 'blob', 'own', 'site', 'extension', 'other'] as const;
export type BlockedKind = (typeof BLOCKED_KINDS)[number];

/** One report, as far as it is counted: both parts come from closed lists, so a stranger can't make up new ones. */
export interface CountedReport {
  directive: (typeof DIRECTIVES)[number] | 'other';
  blocked: BlockedKind;
}

/** Both formats that browsers have; more than what is read here is ignored. */
const legacySchema = z.object({
  'csp-report': z.object({
    'document-uri': z.string(),
    'effective-directive': z.string().optional(),
    'violated-directive': z.string().optional(),
    'blocked-uri': z.string().optional(),
  }),
});
const reportSchema = z.object({
  type: z.literal('csp-violation'),
  body: z.object({
    documentURL: z.string(),
    effectiveDirective: z.string(),
    blockedURL: z.string().nullish(),
  }),
});

/** Reports about pages of ours, or null when it is none at all. Reports of other types, or about other sites, are left out. */
export function readCspReports(sent: unknown, publicUrl: string): CountedReport[] | null {
  if (Array.isArray(sent))
    return sent.slice(0, MOST_REPORTS).flatMap((one: unknown) => {
      const report = reportSchema.safeParse(one);
      if (!report.success) return [];
      const { documentURL, effectiveDirective, blockedURL } = report.data.body;
      return counted({ page: documentURL, directive: effectiveDirective, blocked: blockedURL ?? '' }, publicUrl);
    });
  const legacy = legacySchema.safeParse(sent);
  if (!legacy.success) return null;
  const report = legacy.data['csp-report'];
  return counted(
    {
      page: report['document-uri'],
      directive: report['effective-directive'] ?? report['violated-directive'] ?? '',
      blocked: report['blocked-uri'] ?? '',
    },
    publicUrl,
  );
}

function counted(
  { page, directive, blocked }: { page: string; directive: string; blocked: string },
  publicUrl: string,
): CountedReport[] {
  if (originOf(page) !== publicUrl) return [];
  // Older browsers send the directive together with its value.
  const name = directive.trim().split(/\s/, 1)[0];
  return [{ directive: DIRECTIVES.find((known) => known === name) ?? 'other', blocked: kindOf(blocked, publicUrl) }];
}

function kindOf(blocked: string, publicUrl: string): BlockedKind {
  const scheme = blocked.split(':', 1)[0] ?? '';
  if (blocked === 'inline') return 'inline';
  if (blocked === 'eval' || blocked === 'wasm-eval') return 'eval';
  if (scheme === 'data' || scheme === 'blob') return scheme;
  if (scheme.endsWith('-extension')) return 'extension';
  if (blocked === 'self' || originOf(blocked) === publicUrl) return 'own';
  return /^(https?|wss?)$/.test(scheme) ? 'site' : 'other';
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}
