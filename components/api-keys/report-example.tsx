'use client';

import { useTranslations } from 'use-intl';
import { CodeBlock } from '../ui/code-block';
import { CopyLinesButton } from '../ui/copy-lines-button';

/** A request that reports a call. Pasted into a terminal, it shows whether the key and the address are right. */
export function ReportExample({ publicUrl, apiKey }: { publicUrl: string; apiKey: string }) {
  const t = useTranslations('settings.apiKeys');
  return (
    <div className="space-y-2">
      <p className="text-sm text-muted">{t('example')}</p>
      {/* Shown without the key: what is on a screen is seen by others too. */}
      <CodeBlock label={t('example')} code={requestOf(publicUrl, `${apiKey.slice(0, 10)}…`)} />
      <CopyLinesButton label={t('copyExample')} lines={[requestOf(publicUrl, apiKey)]} />
      <p className="text-sm text-muted">{t('exampleNext')}</p>
    </div>
  );
}

function requestOf(publicUrl: string, key: string): string {
  return `curl ${publicUrl}/api/interactions \\
  -H 'Authorization: Bearer ${key}' \\
  -H 'Content-Type: application/json' -d '{
    "source": "pbx-1", "id": "call-1", "sequence": 1,
    "type": "presented", "at": "${new Date().toISOString()}",
    "channel": "voice", "direction": "incoming",
    "agent": "agent@example.com",
    "customer": { "number": "+33199000041" }
  }'`;
}
