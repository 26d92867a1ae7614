import { useContext, useRef, useState } from 'react';
import type { MouseEvent, ReactElement, ReactNode } from 'react';
import type { Components, ExtraProps } from 'react-markdown';
import { IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { toast } from '../../../ui/toast.ts';
import type { IconName } from '../../../ui/icon-paths.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { pathOf } from '../../../state/routes.ts';
import { resolveLink } from './article-links.ts';
import { LinkTableContext } from './link-table-context.ts';
import { Picture } from './picture.tsx';
import type { CalloutKind } from './rehype-callouts.ts';
import { CALLOUT_KINDS } from './rehype-callouts.ts';
import type { HtmlElement } from './tree.ts';

/** Moves to a place of the article, and focus with it. */
export function goToHeading(id: string): void {
  const target = document.getElementById(id) ?? document.getElementsByName(id)[0];
  if (!target) return;
  target.scrollIntoView({ block: 'start' });
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function onPlainClick(run: () => void): (event: MouseEvent) => void {
  return (event) => {
    event.preventDefault();
    run();
  };
}

function BrokenLink(props: {
  readonly address: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span
      className="kb__broken"
      title={t('This link leads nowhere here: {{address}}', { address: props.address })}
    >
      {props.children}
      <span className="vh"> {t('(broken link)')}</span>
    </span>
  );
}

/** A link needs words: where an author gave none, its address says where it leads. */
function wordsOf(href: string, children: ReactNode, node: HtmlElement | undefined): ReactNode {
  const hasWords = node?.children.some(
    (child) => child.type !== 'text' || child.value.trim() !== '',
  );
  return hasWords === false ? href : children;
}

interface LinkProps extends ExtraProps {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}

function Link({ href, children, node }: LinkProps): ReactElement {
  const table = useContext(LinkTableContext);
  const openRecord = useNavigation((state) => state.openRecord);
  if (href === undefined) return <span id={idOf(node)}>{children}</span>;
  const link = resolveLink(href, table);
  const words = wordsOf(href, children, node);
  if (link.kind === 'broken' || node?.properties['dataBroken'] !== undefined) {
    return <BrokenLink address={href}>{words}</BrokenLink>;
  }
  if (link.kind === 'external') {
    return (
      <a href={link.href} target="_blank" rel="noreferrer">
        {words}
        <Icon name="external" size={12} label={t('opens in the browser')} />
      </a>
    );
  }
  if (link.kind === 'anchor') {
    return (
      <a href={`#${link.id}`} id={idOf(node)} onClick={onPlainClick(() => goToHeading(link.id))}>
        {words}
      </a>
    );
  }
  return (
    <a
      href={pathOf({ kind: 'article', id: link.id })}
      title={link.title}
      onClick={onPlainClick(() => openRecord(link.id))}
    >
      {words}
    </a>
  );
}

function idOf(node: HtmlElement | undefined): string | undefined {
  const id = node?.properties['id'] ?? node?.properties['name'];
  return typeof id === 'string' ? id : undefined;
}

const COPIED_MS = 1500;

function CodeBlock({ children }: { readonly children?: ReactNode }): ReactElement {
  const code = useRef<HTMLPreElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(code.current?.textContent?.replace(/\n$/, '') ?? '');
    } catch {
      toast({ text: t('The code could not be copied. Select it and copy it by key.') });
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div className="kb__code">
      <pre ref={code} tabIndex={0} role="group" aria-label={t('Code')}>
        {children}
      </pre>
      <IconButton
        size="sm"
        icon={isCopied ? 'check' : 'copy'}
        label={isCopied ? t('Copied') : t('Copy code')}
        onClick={() => void copy()}
      />
    </div>
  );
}

function Table({ children }: { readonly children?: ReactNode }): ReactElement {
  return (
    <div className="kb__table" role="group" aria-label={t('Table')} tabIndex={0}>
      <table>{children}</table>
    </div>
  );
}

interface CellProps extends ExtraProps {
  readonly children?: ReactNode;
  readonly align?: string | undefined;
  readonly colSpan?: number | undefined;
  readonly rowSpan?: number | undefined;
}

/** An empty head names nothing: it is a cell. */
function HeadCell({ children, node: _node, ...rest }: CellProps): ReactElement {
  const attributes = rest as Record<string, unknown>;
  const isEmpty = children === undefined || children === null || children === '';
  return isEmpty ? <td {...attributes} /> : <th {...attributes}>{children}</th>;
}

function Task({ checked }: { readonly checked?: boolean | undefined }): ReactElement {
  const isDone = checked === true;
  return (
    <span
      className={isDone ? 'kb__task kb__task--done' : 'kb__task'}
      role="img"
      aria-label={isDone ? t('Done') : t('To do')}
    >
      {isDone ? <Icon name="check" size={10} /> : null}
    </span>
  );
}

const CALLOUT_ICONS: Readonly<Record<CalloutKind, IconName>> = {
  note: 'info',
  tip: 'bolt',
  important: 'flag',
  warning: 'warning',
  caution: 'stop',
};

function calloutTitle(kind: CalloutKind): string {
  switch (kind) {
    case 'note':
      return t('Note');
    case 'tip':
      return t('Tip');
    case 'important':
      return t('Important');
    case 'warning':
      return t('Warning');
    case 'caution':
      return t('Caution');
  }
}

function Quote({ children, node }: { readonly children?: ReactNode } & ExtraProps): ReactElement {
  const kind = CALLOUT_KINDS.find((each) => each === node?.properties['dataCallout']);
  if (!kind) return <blockquote>{children}</blockquote>;
  return (
    <div className={`markdown-alert markdown-alert-${kind}`} role="note">
      <p className="markdown-alert-title">
        <Icon name={CALLOUT_ICONS[kind]} size={14} />
        {calloutTitle(kind)}
      </p>
      {children}
    </div>
  );
}

/** How the parts of an article are drawn that are more than their tag. */
export const MARKDOWN_PARTS: Components = {
  a: Link,
  img: Picture,
  pre: CodeBlock,
  table: Table,
  th: HeadCell,
  input: Task,
  blockquote: Quote,
};
