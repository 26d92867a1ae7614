import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { IPC_VERSION } from '../../shared/protocol/ipc.ts';
import { useNavigation } from '../state/navigation.ts';
import { initI18n } from '../ui/i18n.ts';
import { UiRoot } from '../ui/ui-root.tsx';
import '../ui/ui.css';
import './app.css';
import { App } from './app.tsx';
import { bridge } from './bridge.ts';
import { catalogues } from './catalogues.ts';

async function start(): Promise<void> {
  const shell = bridge();
  const info = await shell.invoke('app:info');
  initI18n(info.locale, catalogues());
  if (info.ipcVersion !== IPC_VERSION) throw new Error('Outpost was updated. Please restart it.');
  useNavigation.getState().restore(location.pathname);
  window.addEventListener('popstate', () => useNavigation.getState().restore(location.pathname));
  shell.on('route:open', (path) => useNavigation.getState().restore(path));
  const session = await shell.invoke('session:get');
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <UiRoot>
        <App shell={shell} info={info} firstSession={session} />
      </UiRoot>
    </StrictMode>,
  );
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  document.getElementById('root')!.textContent = message;
});
