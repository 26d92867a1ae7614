/**
 * The contract between the main process and a console window. Types only, versioned: a window
 * that finds another version asks for a restart instead of guessing.
 */
export const IPC_VERSION = 3;

/** Origin of every window; it keys IndexedDB, so it never changes. */
export const CONSOLE_ORIGIN = 'app://console';

/** Requests below this path are forwarded to CouchDB by the main process, with credentials added there. */
export const COUCH_PATH = '/couch/';

/**
 * A request carries its id in this header (up to 64 letters, digits, `_` and `-`), so that `couch:cancel`
 * can reach the upstream request. One without it is refused: only `fetch` can set it, so no script,
 * worker or image is ever loaded straight from what a server holds.
 */
export const REQUEST_ID_HEADER = 'x-outpost-request';

/**
 * Set by the main process on answers it made itself, so that they are never mistaken for CouchDB's.
 * `unreachable` (503): no connection; `signed-out` (401): no session; `refused` (403): method, path or
 * body not allowed. The body is JSON `{error, reason}`: `reason` is a sentence for the person, `error` of
 * `unreachable` one of `unreachable`, `offline`, `certificate`, `redirected` (this network wants a sign-in),
 * `aborted`.
 */
export const LOCAL_ANSWER_HEADER = 'x-outpost-local';
export type LocalAnswer = 'unreachable' | 'signed-out' | 'refused';

/** Who is signed in on this machine; the secret itself never leaves the main process. */
export interface Session {
  /** CouchDB user name. */
  readonly userName: string;
  /** Roles as the server last confirmed them: `agent`, `technician`, …, `scope:<name>`. */
  readonly roles: readonly string[];
  /** Shown to the person, e.g. `http://127.0.0.1:5985`. */
  readonly serverUrl: string;
  /** Short name of this machine and profile, part of every document written here. */
  readonly deviceId: string;
  /** `file` where the system offers no keychain: a file of the profile that only this user may read. */
  readonly passwordKeptIn?: 'keychain' | 'file';
}

export interface SignInRequest {
  readonly serverUrl: string;
  readonly userName: string;
  readonly password: string;
}

export type SignInResult =
  | { readonly ok: true; readonly session: Session }
  | {
      readonly ok: false;
      readonly reason: 'unreachable' | 'wrong-credentials' | 'locked' | 'not-couchdb' | 'bad-url';
      /** A sentence for the person. */
      readonly message: string;
    };

export interface AppInfo {
  readonly ipcVersion: number;
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** True where the window draws its own title buttons. */
  readonly drawsWindowControls: boolean;
  readonly locale: string;
  /** Server to offer at the sign-in: the one this machine was set up for, or the last one used. */
  readonly suggestedServerUrl?: string;
}

/** Whose unsent work it is: a person on a server has a vault and a replica of their own (F49). */
export interface VaultOwner {
  readonly serverUrl: string;
  readonly userName: string;
}

/** A row of the outbox; the main process keeps all of it and looks at these alone. */
export interface VaultRow {
  readonly id: string;
  readonly mutationId: string;
  /** ISO instant. */
  readonly writtenAt: string;
}

/** Unsent work as the vault has it (L11). */
export interface VaultFinding {
  readonly records: readonly {
    /** Random name of the replica it was written in; another one is gone or set aside. */
    readonly replicaId: string;
    readonly row: VaultRow;
    /** Offered no more since then; kept for 30 days. */
    readonly dismissedAt?: string;
  }[];
  /** Lines of the file that cannot be read. */
  readonly damaged: number;
}

export type VaultAnswer = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Somebody's unsent work on this machine, for the sign-in. */
export interface KeptUnsent extends VaultOwner {
  /** Things they did. */
  readonly count: number;
}

/** Which of a person's local databases is in use; each set aside makes way for the next (F30). */
export interface ReplicaGeneration {
  readonly current: number;
  /** Set aside more than 30 days ago: may be deleted. */
  readonly expired: readonly number[];
}

/** What the desktop shows; a click opens the route. */
export interface NotificationRequest {
  /** At most 200 characters. */
  readonly title: string;
  /** At most 1,000 characters. */
  readonly body: string;
  readonly route: string;
}

/** A page to be printed as PDF, in plain text; the window shows it to printers when it asks. */
export interface PdfRequest {
  /** Offered in the save dialog: a name that ends in `.pdf`, no path. */
  readonly fileName: string;
  /** Above and below each page; at most 600 characters each. */
  readonly header: string;
  readonly footer: string;
  /** With `{{page}}` and `{{pages}}`. */
  readonly pageOf: string;
}

/** `unavailable`: this host prints no PDF, the window asks the system's printer. */
export type PdfAnswer =
  | { readonly kind: 'saved'; readonly fileName: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'failed'; readonly detail: string };

export type WindowControl = 'minimize' | 'toggle-maximize' | 'close';

/** Every call a window may make: channel → arguments and result. */
export interface InvokeChannels {
  'app:info': { readonly args: readonly []; readonly result: AppInfo };
  'session:get': { readonly args: readonly []; readonly result: Session | null };
  'session:sign-in': { readonly args: readonly [SignInRequest]; readonly result: SignInResult };
  /**
   * Asks the server once who we are and which roles we have, e.g. after a 401 or a 403. Changed roles
   * also arrive as `session:changed`. Null where nobody is signed in.
   */
  'session:refresh': { readonly args: readonly []; readonly result: SignInResult | null };
  'session:sign-out': { readonly args: readonly []; readonly result: null };
  'couch:cancel': { readonly args: readonly [requestId: string]; readonly result: null };
  'window:control': { readonly args: readonly [WindowControl]; readonly result: null };
  /** Opens a console window of its own on a route such as `/incidents/ticket:01…`. */
  'window:open': { readonly args: readonly [route: string]; readonly result: null };
  /** False where this system shows none: then the window says it itself. */
  'notification:show': {
    readonly args: readonly [NotificationRequest];
    readonly result: boolean;
  };
  /**
   * Milliseconds since the machine started, sleep included. Nobody sets this clock, so that sleep can
   * be told from a wall clock that was put forward.
   */
  'system:uptime': { readonly args: readonly []; readonly result: number };
  /** Prints this window as PDF to a file that the person chooses. */
  'report:pdf': { readonly args: readonly [PdfRequest]; readonly result: PdfAnswer };
  /** Keeps unsent work outside the window's databases; on the disk when it is answered (L11). */
  'vault:append': {
    readonly args: readonly [VaultOwner, replicaId: string, rows: readonly VaultRow[]];
    readonly result: VaultAnswer;
  };
  /** The server has it, or the person gave it up. */
  'vault:settle': {
    readonly args: readonly [VaultOwner, replicaId: string, ids: readonly string[]];
    readonly result: VaultAnswer;
  };
  /** Offers the work of these replicas no more. */
  'vault:dismiss': {
    readonly args: readonly [VaultOwner, replicaIds: readonly string[]];
    readonly result: VaultAnswer;
  };
  'vault:read': { readonly args: readonly [VaultOwner]; readonly result: VaultFinding };
  /** Everybody with unsent work on this machine. */
  'vault:summary': { readonly args: readonly []; readonly result: readonly KeptUnsent[] };
  'replica:generation': {
    readonly args: readonly [VaultOwner];
    readonly result: ReplicaGeneration;
  };
  /** Leaves the databases of this generation as they are and goes on with new ones. */
  'replica:set-aside': {
    readonly args: readonly [VaultOwner, generation: number];
    readonly result: ReplicaGeneration;
  };
  /** Databases of these generations were deleted. */
  'replica:forgotten': {
    readonly args: readonly [VaultOwner, generations: readonly number[]];
    readonly result: null;
  };
  /**
   * Moves all databases of this profile aside, where the browser cannot open a single one. They are
   * kept for 30 days. For a window whose databases are not open.
   */
  'storage:set-aside': { readonly args: readonly []; readonly result: VaultAnswer };
  /** This window has nothing under way any more (`app:settle`). */
  'app:settled': { readonly args: readonly []; readonly result: null };
}

/** Everything the main process tells a window: channel → payload. */
export interface EventChannels {
  'session:changed': Session | null;
  /** The machine woke up or the network changed: sync now. */
  'system:resumed': null;
  /** A route to show, from a deep link or a second start. */
  'route:open': string;
  /** The console wants to end: finish what is being sent and answer `app:settled`. */
  'app:settle': null;
}

export type InvokeChannel = keyof InvokeChannels;
export type EventChannel = keyof EventChannels;

/** What the preload script exposes as `window.outpost`. */
export interface Bridge {
  invoke<C extends InvokeChannel>(
    channel: C,
    ...args: InvokeChannels[C]['args']
  ): Promise<InvokeChannels[C]['result']>;
  /** Returns a function that unsubscribes. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventChannels[C]) => void): () => void;
}
