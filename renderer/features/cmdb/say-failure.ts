import { toast } from '../../ui/toast.ts';

/** Says in a toast why something was not done; nothing where it was. */
export function sayFailure(problem: string | undefined): void {
  if (problem !== undefined) toast({ text: problem, tone: 'danger' });
}
