import { mayWrite } from '../../../shared/policy/rights.ts';
import { useReplica } from '../../replica/hooks.ts';

/** May the person signed in change calendars, policies and contracts? */
export function useMayEdit(): boolean {
  const { session } = useReplica();
  return mayWrite(session.roles, 'policies', 'update');
}
