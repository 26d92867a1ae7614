import { Component } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/i18n.ts';

interface Props {
  readonly children: ReactNode;
  /** Changes when the person goes elsewhere, which is worth another try. */
  readonly resetKey: string;
}

interface State {
  readonly error: Error | null;
  readonly resetKey: string;
}

/** One screen failing leaves the rest of the console, and all unsent work, as they are. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? this.renderError(error) : this.props.children;
  }

  private renderError(error: Error): ReactElement {
    return (
      <EmptyState
        icon="warning"
        title={t('This screen could not be shown')}
        actions={
          <Button onClick={() => this.setState({ error: null })}>{t('Show it again')}</Button>
        }
      >
        <p>{t('Your data and unsent changes are safe; other screens go on working.')}</p>
        <p className="mono t12">{error.message}</p>
      </EmptyState>
    );
  }
}
