import { EntityTable } from '@/components/lists/entity-table';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { CHANNELS, type Channel } from '@/lib/domain/interaction/interaction';
import type { AssignmentCell, CoverageMap, ScreenPopCell } from '@/lib/domain/coverage/map';
import type { Translations } from '@/lib/web/i18n';
import { describeParts, hrefOf, partText, type CoverageWords } from './words';

type Cell = ScreenPopCell | AssignmentCell;

interface CoverageTableProps {
  caption: string;
  cells: readonly Cell[];
  map: CoverageMap;
  crmId: string;
  words: CoverageWords;
  rules: Translations<'rules'>;
}

/** A row for each moment and direction, a column for each channel. */
export function CoverageTable({ caption, cells, map, crmId, words, rules }: CoverageTableProps) {
  const rows = [...new Set(cells.map(rowOf))].map((key) => ({
    key,
    cells: cells.filter((cell) => rowOf(cell) === key),
  }));
  const cellOf = (row: (typeof rows)[number], channel: Channel) => row.cells.find((cell) => cell.channel === channel);
  return (
    <EntityTable
      caption={caption}
      rows={rows}
      getKey={({ key }) => key}
      columns={[
        {
          key: 'situation',
          header: words.t('situation'),
          cell: ({ cells: [first] }) =>
            first && (
              <>
                {'moment' in first
                  ? rules(`moments.${first.moment}`)
                  : words.t(first.isWithCustomer ? 'ended' : 'endedOthers')}
                <span className="block font-normal text-muted">{rules(`directions.${first.direction}`)}</span>
              </>
            ),
        },
        ...CHANNELS.map((channel) => ({
          key: channel,
          header: rules(`channels.${channel}`),
          cell: (row: (typeof rows)[number]) => (
            <Served cell={cellOf(row, channel)} map={map} crmId={crmId} words={words} />
          ),
        })),
      ]}
    />
  );
}

function rowOf(cell: Cell): string {
  return `${'moment' in cell ? cell.moment : `ended ${cell.isWithCustomer}`} ${cell.direction}`;
}

function Served({
  cell,
  map,
  crmId,
  words,
}: { cell: Cell | undefined } & Pick<CoverageTableProps, 'map' | 'crmId' | 'words'>) {
  const { t } = words;
  const parts = cell?.parts ?? [];
  if (parts.length === 0) return <span className="text-muted">{t('impossible')}</span>;
  const described = describeParts(map, parts);
  const isForOthers = cell !== undefined && 'isWithCustomer' in cell && !cell.isWithCustomer;
  const servers = [...new Map(parts.map(({ by }) => [by?.id, by])).values()];
  return (
    <ul className="space-y-1.5">
      {servers.map((by) => (
        <li key={by?.id ?? 'nothing'}>
          {by === null ? (
            // A whole cell may be left out on purpose, and who isn't a customer mostly is; other gaps rarely are.
            <Status tone={servers.length === 1 || isForOthers ? 'idle' : 'warning'} label={t('nothing')} />
          ) : (
            <>
              <TextLink href={hrefOf(by)}>{by.name}</TextLink>
              {by.crmId !== crmId && <span className="text-muted"> ({t('otherCrm')})</span>}
            </>
          )}
          {described
            .filter((part) => part.by?.id === by?.id)
            .map((part) => partText(words, map, part))
            .filter((text) => text !== '')
            .map((text) => (
              <span key={text} className="block text-muted">
                {text}
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}
