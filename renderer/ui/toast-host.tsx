import { useSyncExternalStore, type JSX } from 'react';
import { Toast as Radix } from 'radix-ui';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';
import { currentToasts, dismissToast, subscribeToasts, type Toast } from './toast.ts';

const DURATION_MS = 8_000;
const UNDO_DURATION_MS = 15_000;

/** Shows the toasts; once a window, in `UiRoot`. F8 goes there, Esc closes the one in focus. */
export function ToastHost(): JSX.Element {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, currentToasts);
  return (
    <Radix.Provider swipeDirection="right" label={t('Message')}>
      {toasts.map((each) => (
        <ToastView key={each.id} toast={each} />
      ))}
      <Radix.Viewport className="toasts" label={t('Messages ({hotkey})')} />
    </Radix.Provider>
  );
}

function ToastView({ toast }: { readonly toast: Toast }): JSX.Element {
  const { id, text, detail, tone = 'neutral', action } = toast;
  const close = (): void => dismissToast(id);
  return (
    <Radix.Root
      className={cx('toast', `toast--${tone}`)}
      type={tone === 'danger' ? 'foreground' : 'background'}
      duration={toast.durationMs ?? (toast.undo === undefined ? DURATION_MS : UNDO_DURATION_MS)}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      {tone === 'neutral' ? null : (
        <Icon
          name={tone === 'success' ? 'check' : tone === 'danger' ? 'stop' : 'warning'}
          className="toast__icon"
        />
      )}
      <div className="toast__text">
        <Radix.Title className="toast__title">{text}</Radix.Title>
        {detail === undefined ? null : (
          <Radix.Description className="toast__detail">{detail}</Radix.Description>
        )}
      </div>
      {action === undefined ? null : (
        <Radix.Action asChild altText={action.label}>
          <Button size="sm" onClick={action.run}>
            {action.label}
          </Button>
        </Radix.Action>
      )}
      {toast.undo === undefined ? null : (
        <Radix.Action asChild altText={t('Undo')}>
          <Button size="sm" kbd="z" onClick={() => toast.undo?.()}>
            {t('Undo')}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton icon="close" size="sm" label={t('Dismiss')} />
      </Radix.Close>
    </Radix.Root>
  );
}
