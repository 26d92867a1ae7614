import type { Bridge } from '../../shared/protocol/ipc.ts';
import type { MachineClocks } from '../replica/trusted-time.ts';

/**
 * The clocks of this machine. `performance.now()` stands still while it sleeps, on some systems; the
 * shell's uptime does not, so both together tell how long it slept.
 */
export async function machineClocks(shell: Bridge): Promise<MachineClocks> {
  const uptime = async (): Promise<number | null> =>
    shell.invoke('system:uptime').catch(() => null);
  const steady = (): number => performance.now();
  const uptimeAtFirst = await uptime();
  const steadyAtFirst = steady();
  return {
    now: () => Date.now(),
    steady,
    async slept() {
      const now = await uptime();
      if (now === null || uptimeAtFirst === null) return null;
      return Math.max(0, now - uptimeAtFirst - (steady() - steadyAtFirst));
    },
  };
}
