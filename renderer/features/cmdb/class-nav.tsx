import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useReference } from '../../replica/hooks.ts';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-paths.ts';
import { classIconOf, classTree } from './item-classes.ts';
import type { ClassBranch } from './item-classes.ts';

interface ClassNavProps {
  /** Items a class, not counting subclasses. */
  readonly counts: ReadonlyMap<string, number>;
  readonly chosen: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
}

interface EntryProps {
  readonly icon: IconName;
  readonly name: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly onChoose: () => void;
}

function Entry({ icon, name, count, isOn, onChoose }: EntryProps): ReactElement {
  const locale = useLocale();
  return (
    <button
      type="button"
      className="cmdb-class"
      aria-pressed={isOn}
      aria-label={t('{{name}}, {{count}} items', { name, count })}
      onClick={onChoose}
    >
      <Icon name={icon} />
      <span className="grow cut">{name}</span>
      <span className="cmdb-class__count tnum">{formatNumber(locale, count)}</span>
    </button>
  );
}

/** The classes as a tree with counts; one narrows the list to a class and all below it. */
export function ClassNav({ counts, chosen, onChoose }: ClassNavProps): ReactElement {
  const { classes } = useReference();
  const tree = useMemo(() => classTree(classes, counts), [classes, counts]);
  const total = useMemo(() => [...counts.values()].reduce((sum, each) => sum + each, 0), [counts]);
  const branches = (list: readonly ClassBranch[]): ReactElement => (
    <ul>
      {list.map((branch) => (
        <li key={branch.key}>
          <Entry
            icon={classIconOf(classes, branch.key)}
            name={branch.name}
            count={branch.count}
            isOn={chosen.length === 1 && chosen[0] === branch.key}
            onChoose={() => onChoose([branch.key])}
          />
          {branch.children.length > 0 ? branches(branch.children) : null}
        </li>
      ))}
    </ul>
  );
  return (
    <nav className="cmdb-classes" aria-label={t('Classes')}>
      <Entry
        icon="cmdb"
        name={t('All classes')}
        count={total}
        isOn={chosen.length === 0}
        onChoose={() => onChoose([])}
      />
      {branches(tree)}
    </nav>
  );
}
