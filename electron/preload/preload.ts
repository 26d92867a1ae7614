import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Bridge, InvokeChannels } from '../../shared/protocol/ipc.ts';
import { isEventChannel, isInvokeChannel } from '../ipc/channels.ts';

const bridge: Bridge = {
  invoke: async (channel, ...args) => {
    if (!isInvokeChannel(channel)) throw new Error('There is no such channel.');
    const answer: unknown = await ipcRenderer.invoke(channel, ...args);
    return answer as InvokeChannels[typeof channel]['result'];
  },
  on: (channel, listener) => {
    if (!isEventChannel(channel)) throw new Error('There is no such channel.');
    // The event itself stays here: it carries the sender, which is more than the contract gives.
    const relay = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]) => {
      listener(payload);
    };
    ipcRenderer.on(channel, relay);
    return () => {
      ipcRenderer.removeListener(channel, relay);
    };
  },
};

contextBridge.exposeInMainWorld('outpost', bridge);
