import type { ReactElement } from 'react';
import { useReference, useWorkspace } from '../../replica/hooks.ts';
import { markText } from '../../search/search.ts';
import type { Marks } from '../../search/search.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Highlight } from '../../ui/highlight.tsx';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { ICON_SHAPES } from '../../ui/icon-paths.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import { ItemStatusMark } from '../../ui/item-status-mark.tsx';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { RecordNo } from '../../ui/record-no.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { itemStatusLabel, itemStatusMark } from '../../words/relation-words.ts';
import { stateLabel, stateMarkOf } from '../../words/ticket-words.ts';
import type { SearchLine } from './search-lines.ts';

type RecordLine = Extract<SearchLine, { kind: 'record' }>;

interface LineProps {
  readonly line: RecordLine;
  readonly marks: Marks;
  readonly now: number;
}

function Mark({ text, marks }: { readonly text: string; readonly marks: Marks }): ReactElement {
  return <Highlight text={text} ranges={markText(text, marks)} />;
}

function TicketLine({ line, marks, now }: LineProps): ReactElement | null {
  const { tickets } = useWorkspace();
  const { people } = useReference();
  const row = tickets.get(line.id);
  if (!row) return null;
  const requester = row.requesterId === undefined ? undefined : people.get(row.requesterId)?.name;
  return (
    <>
      <span className="find__head">
        <PriorityMark priority={row.priority} />
        <RecordNo value={row.number} />
        <span className="find__title cut">
          <Mark text={row.title} marks={marks} />
        </span>
        <span className="find__side">
          <RelativeTime at={row.activityAt} now={now} short />
        </span>
      </span>
      {line.snippet ? (
        <span className="find__text">
          <Highlight text={line.snippet.text} ranges={line.snippet.ranges} />
        </span>
      ) : null}
      <span className="find__meta">
        <span className="find__state">
          <StateMark state={stateMarkOf(row.state)} size={12} />
          {stateLabel(row.state)}
        </span>
        {requester === undefined ? null : (
          <span>
            <Mark text={requester} marks={marks} />
          </span>
        )}
        {[row.category, row.subcategory]
          .filter((each) => each !== undefined)
          .map((each) => (
            <span key={each}>
              <Mark text={each} marks={marks} />
            </span>
          ))}
      </span>
    </>
  );
}

function ArticleLine({ line }: LineProps): ReactElement | null {
  const { article } = line;
  if (!article) return null;
  return (
    <>
      <span className="find__head">
        <Icon name="book" size={14} />
        <RecordNo value={article.number} />
        <span className="find__title cut">
          <Highlight text={article.title} ranges={article.titleRanges} />
        </span>
      </span>
      <span className="find__text">
        <Highlight text={article.snippet.text} ranges={article.snippet.ranges} />
      </span>
    </>
  );
}

function ItemLine({ line, marks }: LineProps): ReactElement | null {
  const { items } = useWorkspace();
  const { classes, places } = useReference();
  const row = items.get(line.id);
  if (!row) return null;
  const name = classes.get(row.className)?.icon ?? 'box';
  const place = row.placeId === undefined ? undefined : places.get(row.placeId)?.name;
  const facts = [row.assetTag, row.serial, row.model, place].filter((each) => each !== undefined);
  return (
    <>
      <span className="find__head">
        <Icon name={name in ICON_SHAPES ? (name as IconName) : 'box'} size={14} />
        <RecordNo value={row.number} />
        <span className="find__title cut">
          <Mark text={row.name} marks={marks} />
        </span>
      </span>
      <span className="find__meta">
        <span className="find__state">
          <ItemStatusMark status={itemStatusMark(row.status)} size={12} />
          {itemStatusLabel(row.status)}
        </span>
        {facts.map((fact) => (
          <span key={fact}>
            <Mark text={fact} marks={marks} />
          </span>
        ))}
      </span>
    </>
  );
}

function PersonLine({ line, marks }: LineProps): ReactElement | null {
  const party = useReference().people.get(line.id);
  if (!party) return null;
  const facts =
    party.kind === 'team'
      ? [t('Team')]
      : [party.kind === 'person' ? party.jobTitle : undefined, party.mail, party.phone];
  return (
    <>
      <span className="find__head">
        <Avatar name={party.name} decorative />
        <span className="find__title cut">
          <Mark text={party.name} marks={marks} />
        </span>
        <span className="find__side t12">{t('Show their tickets')}</span>
      </span>
      <span className="find__meta">
        {facts
          .filter((fact) => fact !== undefined)
          .map((fact) => (
            <span key={fact}>
              <Mark text={fact} marks={marks} />
            </span>
          ))}
      </span>
    </>
  );
}

const VIEWS = {
  tickets: TicketLine,
  articles: ArticleLine,
  items: ItemLine,
  people: PersonLine,
} as const;

/** A record that was found, with what of it answers the question. */
export function SearchLineView(props: LineProps): ReactElement {
  const View = VIEWS[props.line.of];
  return <View {...props} />;
}
