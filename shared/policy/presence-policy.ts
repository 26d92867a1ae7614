import { PRESENCE_ID_PREFIX } from '../model/presence.ts';
import { IMPORTER_ROLE, ROLES, SERVER_ADMIN_ROLE } from './roles.ts';

/** Longer than any id or name. */
const MOST_CHARACTERS = 200;

const TYPES = {
  kind: 'string',
  userName: 'string',
  recordId: 'string',
  leftId: 'string',
  isEditing: 'boolean',
  at: 'string',
  open: 'boolean',
} as const;

/**
 * The `validate_doc_update` of the presence database: a document is its author's alone, named after
 * them, and holds a few short fields and nothing else. Self-contained ES5, as CouchDB runs it.
 */
export function validatePresenceSource(): string {
  const policy = {
    prefix: PRESENCE_ID_PREFIX,
    types: TYPES,
    most: MOST_CHARACTERS,
    members: [...ROLES, IMPORTER_ROLE],
    admin: SERVER_ADMIN_ROLE,
  };
  return [
    'function (newDoc, oldDoc, userCtx) {',
    `    var policy = ${JSON.stringify(policy)};`,
    '    var refuse = function (reason) { throw { forbidden: reason }; };',
    '    var id = String(newDoc._id);',
    "    if (id.split('/')[0] === '_local') return;",
    '    var isAdmin = userCtx.roles.indexOf(policy.admin) !== -1;',
    "    if (id.split('/')[0] === '_design') {",
    "        if (!isAdmin) refuse('Only a server administrator writes design documents.');",
    '        return;',
    '    }',
    "    if (userCtx.name === null) refuse('Sign in first.');",
    "    var own = ':' + userCtx.name;",
    '    var isOwn = id.indexOf(policy.prefix) === 0 &&',
    '        id.length > policy.prefix.length + own.length &&',
    '        id.slice(-own.length) === own;',
    '    if (newDoc._deleted === true) {',
    "        if (!isOwn && !isAdmin) refuse('This is somebody else.');",
    '        return;',
    '    }',
    '    var isMember = isAdmin || policy.members.some(function (role) {',
    '        return userCtx.roles.indexOf(role) !== -1;',
    '    });',
    "    if (!isMember) refuse('None of your roles may say who is here.');",
    '    if (!isOwn || newDoc.userName !== userCtx.name) {',
    "        refuse('Everybody says for themselves where they are.');",
    '    }',
    "    if (newDoc.kind !== 'presence') refuse('Nothing but presence lives here.');",
    '    Object.keys(newDoc).forEach(function (name) {',
    "        if (name.charAt(0) === '_') return;",
    '        var type = policy.types[name];',
    "        if (typeof newDoc[name] !== type) refuse('Presence has no such field: ' + name);",
    "        if (type === 'string' && newDoc[name].length > policy.most) {",
    "            refuse(name + ' is too long.');",
    '        }',
    '    });',
    '    Object.keys(policy.types).forEach(function (name) {',
    "        if (newDoc[name] === undefined) refuse('Presence needs ' + name + '.');",
    '    });',
    "    if (newDoc._attachments !== undefined) refuse('Presence has no attachments.');",
    '}',
  ].join('\n');
}
