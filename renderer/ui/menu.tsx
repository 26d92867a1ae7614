import type { JSX, ReactElement, ReactNode } from 'react';
import { ContextMenu as RadixContext, DropdownMenu as Radix } from 'radix-ui';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { t } from './i18n.ts';
import { Kbd } from './kbd.tsx';
import { Layer } from './layer.tsx';

export interface MenuAction {
  readonly kind?: 'item';
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon?: IconName;
  readonly mark?: ReactNode;
  readonly kbd?: string;
  readonly danger?: boolean;
  /** Why it cannot be done now; the item stays readable and does nothing. */
  readonly disabled?: string | undefined;
  /** Given: the item shows a check or room for it. */
  readonly checked?: boolean;
  onSelect(): void;
}

export type MenuItem =
  | MenuAction
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'label'; readonly id: string; readonly label: string };

export interface MenuProps {
  /** A `Button` or `IconButton`. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  /** Spoken name; the trigger's name unless told. */
  readonly label?: string;
  readonly align?: 'start' | 'center' | 'end';
}

/** A button that opens a list of actions. */
export function Menu({ trigger, items, label, align = 'start' }: MenuProps): JSX.Element {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Layer label={label ?? t('Menu')}>
          <Radix.Content
            className="menu"
            align={align}
            sideOffset={4}
            collisionPadding={8}
            loop
            {...(label === undefined ? {} : { 'aria-label': label })}
          >
            {items.map((item) => (
              <MenuEntry key={item.id} item={item} parts={Radix} />
            ))}
          </Radix.Content>
        </Layer>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface ContextMenuProps {
  readonly items: readonly MenuItem[];
  /** What is right-clicked. */
  readonly children: ReactElement;
}

/** The same actions on right click and on the menu key. */
export function ContextMenu({ items, children }: ContextMenuProps): JSX.Element {
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <Layer label={t('Menu')}>
          <RadixContext.Content className="menu" collisionPadding={8} loop>
            {items.map((item) => (
              <MenuEntry key={item.id} item={item} parts={RadixContext} />
            ))}
          </RadixContext.Content>
        </Layer>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

type MenuParts = Pick<typeof Radix, 'Item' | 'CheckboxItem' | 'Separator' | 'Label'>;

interface MenuEntryProps {
  readonly item: MenuItem;
  /** Both kinds of menu have the same parts under different contexts. */
  readonly parts: MenuParts | typeof RadixContext;
}

function MenuEntry({ item, parts }: MenuEntryProps): JSX.Element {
  if (item.kind === 'separator') return <parts.Separator className="menu__line" />;
  if (item.kind === 'label') return <parts.Label className="menu__label">{item.label}</parts.Label>;
  const shared = {
    className: cx('menu__item', item.danger === true && 'menu__item--danger'),
    disabled: item.disabled !== undefined,
    textValue: item.label,
    onSelect: item.onSelect,
  };
  if (item.checked !== undefined) {
    return (
      <parts.CheckboxItem {...shared} checked={item.checked}>
        <MenuItemContent item={item} />
      </parts.CheckboxItem>
    );
  }
  return (
    <parts.Item {...shared}>
      <MenuItemContent item={item} />
    </parts.Item>
  );
}

function MenuItemContent({ item }: { readonly item: MenuAction }): JSX.Element {
  const detail = item.disabled ?? item.detail;
  return (
    <>
      {item.checked === undefined ? null : (
        <span className="menu__check">{item.checked ? <Icon name="check" size={14} /> : null}</span>
      )}
      {item.mark}
      {item.icon === undefined ? null : <Icon name={item.icon} size={14} />}
      <span className="menu__text">
        {item.label}
        {detail === undefined ? null : <small>{detail}</small>}
      </span>
      {item.kbd === undefined ? null : <Kbd keys={item.kbd} />}
    </>
  );
}
