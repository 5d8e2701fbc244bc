import { Fragment, type ReactNode } from 'react';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { CoverageMap, Server, Unreached } from '@/lib/domain/coverage/map';
import { hrefOf, openText, unreachedText, type CoverageWords } from './words';

/** Enabled scenarios and rules that decide nowhere, each with what comes before it. */
export function UnreachedList({ map, words }: { map: CoverageMap; words: CoverageWords }) {
  const { t } = words;
  return (
    <section aria-labelledby="unreached" className="space-y-2">
      <h3 id="unreached" className="font-semibold">
        {t('unreached')}
      </h3>
      {map.unreached.length === 0 ? (
        <Status tone="on" label={t('unreachedNone')} />
      ) : (
        <Items items={map.unreached} words={words} reason={(item) => <WhyUnreached item={item} words={words} />} />
      )}
    </section>
  );
}

/** Those that decide without a certain effect. */
export function OpenList({ map, words }: { map: CoverageMap; words: CoverageWords }) {
  const { t } = words;
  if (map.open.length === 0) return null;
  return (
    <section aria-labelledby="open" className="space-y-2">
      <h3 id="open" className="font-semibold">
        {t('open')}
      </h3>
      <p className="max-w-prose text-muted">{t('openText')}</p>
      <Items items={map.open} words={words} reason={(item) => openText(words, item)} />
    </section>
  );
}

interface ItemsProps<Item> {
  items: readonly Item[];
  words: CoverageWords;
  reason: (item: Item) => ReactNode;
}

function Items<Item extends Server>({ items, words, reason }: ItemsProps<Item>) {
  return (
    <ul className="divide-y rounded-card border bg-raised">
      {items.map((item) => (
        <li key={item.id} className="px-4 py-2.5">
          <span className="text-muted">{words.t(`kinds.${item.kind}`)}</span>{' '}
          <TextLink href={hrefOf(item)}>{item.name}</TextLink>
          <p>{reason(item)}</p>
        </li>
      ))}
    </ul>
  );
}

function WhyUnreached({ item, words }: { item: Unreached; words: CoverageWords }) {
  const { t } = words;
  const { reason } = item;
  const why =
    reason.kind === 'shadowed'
      ? t.rich('shadowed', { count: reason.by.length, by: () => <Links servers={reason.by} words={words} /> })
      : unreachedText(words, item);
  return <Status tone="warning" label={t('unreachedOne', { kind: item.kind })} reason={why} />;
}

/** Names with links, in a sentence. */
function Links({ servers, words }: { servers: readonly Server[]; words: CoverageWords }) {
  const list = new Intl.ListFormat(words.locale).formatToParts(servers.map(({ id }) => id));
  return list.map(({ type, value }, index) => {
    const server = type === 'element' ? servers.find(({ id }) => id === value) : undefined;
    // Parts of a sentence, always in this order.
    const key = `${index} ${value}`;
    return server ? (
      <TextLink key={key} href={hrefOf(server)}>
        {server.name}
      </TextLink>
    ) : (
      <Fragment key={key}>{value}</Fragment>
    );
  });
}
