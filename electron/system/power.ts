import { powerMonitor } from 'electron';

/** Tells when the machine woke up: every connection from before is dead without having said so. */
export function setupPower(onResumed: () => void): void {
  powerMonitor.on('resume', onResumed);
}
