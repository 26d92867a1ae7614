/**
 * Names of one thing, as people type them and as texts spell them. Small on purpose: a group belongs
 * here when somebody who knows the one word would not think of the other. Lower case, as terms.
 */
const GROUPS: readonly (readonly string[])[] = [
  ['aad', 'azure ad', 'azure active directory', 'entra'],
  ['ad', 'active directory'],
  ['dc', 'domain controller'],
  ['gpo', 'group policy'],
  ['sccm', 'configmgr', 'mecm', 'configuration manager'],
  ['scvmm', 'vmm', 'virtual machine manager'],
  ['dpm', 'data protection manager'],
  ['o365', 'm365', 'microsoft 365', 'office 365'],
  ['owa', 'outlook web'],
  ['sfb', 'lync', 'skype for business'],
  ['spo', 'sharepoint online'],
  ['exo', 'exchange online'],
  ['mfa', '2fa', 'multi factor authentication'],
  ['sso', 'single sign on'],
  ['rdp', 'remote desktop'],
  ['ie', 'ie11', 'internet explorer'],
  ['w3wp', 'worker process'],
  ['bsod', 'bluescreen', 'stop error', 'blue screen'],
  ['winre', 'recovery environment'],
  ['frp', 'factory reset protection'],
  ['mam', 'app protection'],
  ['mdm', 'device management'],
  ['csc', 'offline file'],
  ['win10', 'windows 10'],
  ['win11', 'windows 11'],
  ['win7', 'windows 7'],
  ['vm', 'virtual machine'],
  ['cert', 'certificate', 'zertifikat'],
  ['ndr', 'bounce', 'non delivery'],
  ['hang', 'freeze', 'frozen', 'stuck', 'not responding', 'stop responding'],
  ['crash', 'terminate unexpectedly'],
  ['mail', 'email', 'message'],
  ['pw', 'pwd', 'password', 'passwort', 'kennwort', 'credential'],
  ['login', 'logon', 'signin', 'sign in', 'anmeldung'],
  ['logout', 'logoff', 'signout', 'sign out'],
  ['delete', 'remove', 'erase'],
  ['recover', 'restore', 'undelete'],
  ['undo', 'revert', 'roll back', 'rollback'],
  ['slow', 'laggy', 'pause', 'langsam', 'performance'],
  ['screen', 'monitor', 'display', 'bildschirm'],
  ['greyed', 'grayed', 'dimmed', 'disabled', 'unavailable'],
  ['standby', 'suspend', 'sleep', 'hibernate'],
  ['reboot', 'restart', 'neustart'],
  ['stick', 'flash drive', 'storage device'],
  ['sound', 'audio'],
  ['touchscreen', 'touch'],
  ['wifi', 'wlan', 'wireless'],
  ['lan', 'ethernet', 'netzwerk', 'network'],
  ['printer', 'drucker'],
  ['laptop', 'notebook'],
  ['mobile', 'smartphone', 'cellphone', 'handy'],
  ['folder', 'directory', 'ordner'],
  ['picture', 'photo', 'image', 'bild'],
  ['error', 'fehler'],
];

function makeTable(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const table = new Map<string, readonly (readonly string[])[]>();
  for (const group of GROUPS) {
    for (const name of group) {
      if (name.includes(' ')) continue;
      const others = group.filter((other) => other !== name).map((other) => other.split(' '));
      table.set(name, [...(table.get(name) ?? []), ...others]);
    }
  }
  return table;
}

const TABLE = makeTable();
const NONE: readonly (readonly string[])[] = [];

/** Other names of what a term names, each as the terms it is made of. */
export function synonymsOf(term: string): readonly (readonly string[])[] {
  return TABLE.get(term) ?? NONE;
}
