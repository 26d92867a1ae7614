import type { CategoryPolicy, ItemClass } from '../../model/policy.ts';

type Body<T> = Omit<
  T,
  | 'id'
  | 'schemaVersion'
  | 'version'
  | 'mutationId'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
  | 'updatedBy'
  | 'deviceId'
>;

/** Item classes with the attributes worth asking for; children inherit their parent's. */
export const CLASSES: readonly Body<ItemClass>[] = [
  {
    kind: 'item-class',
    key: 'hardware',
    name: 'Hardware',
    icon: 'box',
    attributes: [
      { key: 'macAddress', label: 'MAC address', type: 'text' },
      { key: 'firmware', label: 'Firmware', type: 'text' },
    ],
  },
  {
    kind: 'item-class',
    key: 'server',
    name: 'Server',
    parentKey: 'hardware',
    icon: 'server',
    attributes: [
      { key: 'operatingSystem', label: 'Operating system', type: 'text' },
      { key: 'address', label: 'Address', type: 'text' },
      { key: 'memory', label: 'Memory', type: 'number', unit: 'GB' },
      { key: 'cores', label: 'Cores', type: 'number' },
      { key: 'rackUnits', label: 'Rack units', type: 'text' },
    ],
  },
  {
    kind: 'item-class',
    key: 'virtual-machine',
    name: 'Virtual machine',
    parentKey: 'server',
    icon: 'server',
    attributes: [{ key: 'datastore', label: 'Datastore', type: 'text' }],
  },
  {
    kind: 'item-class',
    key: 'switch',
    name: 'Switch',
    parentKey: 'hardware',
    icon: 'network',
    attributes: [
      { key: 'address', label: 'Address', type: 'text' },
      { key: 'ports', label: 'Ports', type: 'number' },
      { key: 'poeWatts', label: 'PoE budget', type: 'number', unit: 'W' },
    ],
  },
  {
    kind: 'item-class',
    key: 'access-point',
    name: 'Access point',
    parentKey: 'hardware',
    icon: 'network',
    attributes: [
      { key: 'address', label: 'Address', type: 'text' },
      { key: 'channel', label: 'Channel', type: 'number' },
    ],
  },
  {
    kind: 'item-class',
    key: 'label-printer',
    name: 'Label printer',
    parentKey: 'hardware',
    icon: 'printer',
    attributes: [
      { key: 'address', label: 'Address', type: 'text' },
      { key: 'resolution', label: 'Print head', type: 'number', unit: 'dpi' },
      { key: 'driver', label: 'Driver', type: 'text' },
      { key: 'darkness', label: 'Darkness', type: 'number' },
    ],
  },
  {
    kind: 'item-class',
    key: 'handheld',
    name: 'Handheld',
    parentKey: 'hardware',
    icon: 'mobile',
    attributes: [
      { key: 'imei', label: 'IMEI', type: 'text' },
      { key: 'androidVersion', label: 'Android', type: 'text' },
      { key: 'batteryHealth', label: 'Battery health', type: 'number', unit: '%' },
    ],
  },
  {
    kind: 'item-class',
    key: 'laptop',
    name: 'Laptop',
    parentKey: 'hardware',
    icon: 'laptop',
    attributes: [
      { key: 'operatingSystem', label: 'Operating system', type: 'text' },
      { key: 'memory', label: 'Memory', type: 'number', unit: 'GB' },
      { key: 'encrypted', label: 'Disk encrypted', type: 'boolean' },
    ],
  },
  {
    kind: 'item-class',
    key: 'monitor',
    name: 'Monitor',
    parentKey: 'hardware',
    icon: 'monitor',
    attributes: [{ key: 'size', label: 'Size', type: 'number', unit: 'inch' }],
  },
  {
    kind: 'item-class',
    key: 'phone',
    name: 'Phone',
    parentKey: 'hardware',
    icon: 'phone',
    attributes: [{ key: 'extension', label: 'Extension', type: 'text' }],
  },
  {
    kind: 'item-class',
    key: 'ups',
    name: 'Battery (UPS)',
    parentKey: 'hardware',
    icon: 'bolt',
    attributes: [
      { key: 'runtime', label: 'Holds under load', type: 'number', unit: 'min' },
      { key: 'batteryChangedOn', label: 'Battery changed on', type: 'date' },
    ],
  },
  {
    kind: 'item-class',
    key: 'sensor',
    name: 'Temperature sensor',
    parentKey: 'hardware',
    icon: 'pulse',
    attributes: [
      { key: 'range', label: 'Range', type: 'text' },
      { key: 'calibratedOn', label: 'Calibrated on', type: 'date' },
    ],
  },
  {
    kind: 'item-class',
    key: 'application',
    name: 'Application',
    icon: 'web',
    attributes: [
      { key: 'version', label: 'Version', type: 'text' },
      { key: 'url', label: 'Address', type: 'text' },
    ],
  },
  {
    kind: 'item-class',
    key: 'database',
    name: 'Database',
    icon: 'database',
    attributes: [
      { key: 'engine', label: 'Engine', type: 'text' },
      { key: 'sizeGb', label: 'Size', type: 'number', unit: 'GB' },
    ],
  },
];

/** Categories of incidents with the team that gets them. */
export const CATEGORIES: readonly (Omit<Body<CategoryPolicy>, 'defaultTeamId' | 'kind'> & {
  readonly team: string;
})[] = [
  {
    name: 'Peripherals',
    ticketKinds: ['incident', 'request'],
    subcategories: ['Label printer', 'Printer driver', 'Office printer', 'Monitor', 'Dock'],
    team: 'endpoint',
  },
  {
    name: 'Handhelds',
    ticketKinds: ['incident', 'request'],
    subcategories: ['Scanner', 'Battery', 'Enrolment'],
    team: 'endpoint',
  },
  {
    name: 'Workplace',
    ticketKinds: ['incident', 'request'],
    subcategories: ['Laptop', 'Software', 'Account', 'Meeting room'],
    team: 'desk',
  },
  {
    name: 'Mail and calendar',
    ticketKinds: ['incident', 'request'],
    subcategories: ['Outlook', 'Shared mailbox', 'Mobile mail'],
    team: 'desk',
  },
  {
    name: 'Network',
    ticketKinds: ['incident', 'request', 'change'],
    subcategories: ['Wi-Fi', 'LAN', 'VPN', 'Internet line', 'Telephony'],
    team: 'network',
  },
  {
    name: 'Server and storage',
    ticketKinds: ['incident', 'request', 'change'],
    subcategories: ['Windows server', 'Linux server', 'Backup', 'Storage', 'Power'],
    team: 'server',
  },
  {
    name: 'Warehouse systems',
    ticketKinds: ['incident', 'request', 'change'],
    subcategories: ['ERP', 'Dock scheduler', 'Voice picking', 'Scale', 'Route planner'],
    team: 'apps',
  },
  {
    name: 'Cold chain',
    ticketKinds: ['incident', 'change'],
    subcategories: ['Temperature feed', 'Gateway', 'Alarm'],
    team: 'apps',
  },
  {
    name: 'Security and access',
    ticketKinds: ['incident', 'request'],
    subcategories: ['Badge', 'Camera', 'MFA', 'Phishing'],
    team: 'desk',
  },
];

/** Views everybody finds in the rail. */
export const VIEWS = [
  { name: 'My work', icon: 'user', query: 'state:open assignee:me' },
  { name: 'Unassigned', icon: 'box', query: 'state:open assignee:none' },
  { name: 'Leipzig DC', icon: 'pin', query: 'state:open site:"leipzig dc"' },
  { name: 'VIP callers', icon: 'star', query: 'state:open is:vip' },
  { name: 'On hold', icon: 'history', query: 'state:on-hold' },
] as const;
