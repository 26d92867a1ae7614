import type { CatalogItem } from '../../model/reference.ts';
import type { TeamKey } from './organisation.ts';

export interface DemoService {
  readonly name: string;
  readonly description: string;
  readonly team: TeamKey;
  readonly criticality: 'low' | 'medium' | 'high';
  readonly status?: 'degraded';
}

export const SERVICES: readonly DemoService[] = [
  {
    name: 'Label printing',
    description: 'Shipping and shelf labels in all halls',
    team: 'endpoint',
    criticality: 'high',
    status: 'degraded',
  },
  {
    name: 'Goods in and out',
    description: 'Warehouse management, voice picking, handhelds',
    team: 'apps',
    criticality: 'high',
  },
  {
    name: 'Dock scheduling',
    description: 'Carriers book their slots, yard is planned',
    team: 'apps',
    criticality: 'medium',
  },
  {
    name: 'Transport planning',
    description: 'Routes and loading lists',
    team: 'apps',
    criticality: 'medium',
  },
  {
    name: 'Cold chain monitoring',
    description: 'Temperatures with alarms, proof for pharma customers',
    team: 'apps',
    criticality: 'high',
  },
  {
    name: 'Finance and invoicing',
    description: 'ERP with its night batches',
    team: 'apps',
    criticality: 'high',
  },
  {
    name: 'Mail and calendar',
    description: 'Mailboxes, shared mailboxes, meeting rooms',
    team: 'desk',
    criticality: 'medium',
  },
  {
    name: 'Sign-in and access',
    description: 'Directory, MFA, badges',
    team: 'server',
    criticality: 'high',
  },
  {
    name: 'Network and Wi-Fi',
    description: 'LAN, WLAN, lines between sites, VPN',
    team: 'network',
    criticality: 'high',
  },
  {
    name: 'Workplace',
    description: 'Laptops, docks, monitors, phones',
    team: 'desk',
    criticality: 'low',
  },
  {
    name: 'Backup and restore',
    description: 'Nightly copies, restore within four hours',
    team: 'server',
    criticality: 'medium',
  },
];

type Draft = Pick<
  CatalogItem,
  'name' | 'description' | 'category' | 'deliveryBusinessDays' | 'questions'
> & { readonly service: string; readonly priceCents?: number };

export const CATALOG_ITEMS: readonly Draft[] = [
  {
    service: 'Workplace',
    name: 'Laptop for a new colleague',
    description: 'Standard laptop, dock, two monitors, headset',
    category: 'Hardware',
    deliveryBusinessDays: 5,
    priceCents: 168_000,
    questions: [
      { key: 'startsOn', label: 'First working day', type: 'date', required: true },
      {
        key: 'memory',
        label: 'Memory',
        type: 'choice',
        required: true,
        choices: ['16 GB', '32 GB'],
      },
      { key: 'mobile', label: 'Works on the road', type: 'yes-no', required: false },
    ],
  },
  {
    service: 'Workplace',
    name: 'Second monitor',
    description: '24 inch, height adjustable',
    category: 'Hardware',
    deliveryBusinessDays: 3,
    priceCents: 24_900,
    questions: [{ key: 'desk', label: 'Desk number', type: 'text', required: true }],
  },
  {
    service: 'Goods in and out',
    name: 'Handheld with cradle',
    description: 'For pickers and goods-in; enrolled and labelled',
    category: 'Hardware',
    deliveryBusinessDays: 2,
    priceCents: 129_000,
    questions: [
      {
        key: 'shift',
        label: 'Shift',
        type: 'choice',
        required: true,
        choices: ['Early', 'Late', 'Night'],
      },
    ],
  },
  {
    service: 'Sign-in and access',
    name: 'Badge for a visitor',
    description: 'One day, escorted',
    category: 'Access',
    deliveryBusinessDays: 0,
    questions: [
      { key: 'visitor', label: 'Name and company', type: 'text', required: true },
      { key: 'date', label: 'Day', type: 'date', required: true },
    ],
  },
  {
    service: 'Sign-in and access',
    name: 'Access to a shared folder',
    description: 'Needs the consent of the folder owner',
    category: 'Access',
    deliveryBusinessDays: 1,
    questions: [
      { key: 'folder', label: 'Path of the folder', type: 'text', required: true },
      {
        key: 'rights',
        label: 'Rights',
        type: 'choice',
        required: true,
        choices: ['Read', 'Change'],
      },
    ],
  },
  {
    service: 'Mail and calendar',
    name: 'Shared mailbox',
    description: 'A mailbox several people work in',
    category: 'Software',
    deliveryBusinessDays: 1,
    questions: [
      { key: 'address', label: 'Wanted address', type: 'text', required: true },
      { key: 'members', label: 'Who works in it', type: 'long-text', required: true },
    ],
  },
  {
    service: 'Workplace',
    name: 'Software from the list',
    description: 'Licensed software, installed over night',
    category: 'Software',
    deliveryBusinessDays: 1,
    questions: [
      {
        key: 'title',
        label: 'Software',
        type: 'choice',
        required: true,
        choices: ['Visio', 'Acrobat Pro', 'AutoCAD LT', 'Power BI Pro'],
      },
    ],
  },
  {
    service: 'Network and Wi-Fi',
    name: 'Network socket',
    description: 'Patching and VLAN for a desk, printer or scale',
    category: 'Network',
    deliveryBusinessDays: 2,
    questions: [
      { key: 'socket', label: 'Number on the plate', type: 'text', required: true },
      { key: 'device', label: 'What is connected', type: 'text', required: true },
    ],
  },
  {
    service: 'Workplace',
    name: 'Move of a workplace',
    description: 'Everything from one desk to another',
    category: 'Services',
    deliveryBusinessDays: 5,
    questions: [
      { key: 'from', label: 'From', type: 'text', required: true },
      { key: 'to', label: 'To', type: 'text', required: true },
    ],
  },
  {
    service: 'Workplace',
    name: 'Leaver',
    description: 'Accounts closed, things collected',
    category: 'Services',
    deliveryBusinessDays: 1,
    questions: [
      { key: 'person', label: 'Who leaves', type: 'text', required: true },
      { key: 'lastDay', label: 'Last day', type: 'date', required: true },
    ],
  },
];

/** Problems under work, with what is known. */
export const PROBLEMS = [
  {
    title: 'Driver 8.4.2 sets darkness to zero on 203 dpi heads',
    category: 'Peripherals',
    state: 'fix-in-progress',
    workaround: 'Roll back to 8.3.9 and set darkness to 18.',
  },
  {
    title: 'Handheld batteries drop below 3.3 V under the scan engine',
    category: 'Handhelds',
    state: 'root-cause-analysis',
    workaround: 'Swap packs below 70 % health.',
  },
  {
    title: 'Sessions of the report server block the invoice batch',
    category: 'Warehouse systems',
    state: 'root-cause-analysis',
    workaround: 'End sessions older than an hour before 02:00.',
  },
  {
    title: 'Docks with firmware 1.0.4 flicker with two 4K screens',
    category: 'Peripherals',
    state: 'assess',
    workaround: 'Update to 1.0.9.',
  },
  {
    title: 'Temperature gateways lose their clock after power dips',
    category: 'Cold chain',
    state: 'fix-in-progress',
    workaround: 'Set NTP by hand, buffered values follow.',
  },
  {
    title: 'VPN tunnels with DF set break on lines with small MTU',
    category: 'Network',
    state: 'assess',
    workaround: 'MTU 1350 on the profile.',
  },
] as const;

export const CHANGES = [
  {
    title: 'Driver roll-back on all 203 dpi printers',
    category: 'Peripherals',
    type: 'normal',
    days: 1,
    hours: 3,
  },
  {
    title: 'Memory and firmware of print-srv-02',
    category: 'Server and storage',
    type: 'normal',
    days: 6,
    hours: 2,
  },
  {
    title: 'Replace batteries of UPS-LEJ-01 to 04',
    category: 'Server and storage',
    type: 'standard',
    days: 3,
    hours: 4,
  },
  { title: 'New access points in Hall 3', category: 'Network', type: 'normal', days: 9, hours: 6 },
  {
    title: 'Dock scheduler 7.2',
    category: 'Warehouse systems',
    type: 'normal',
    days: 12,
    hours: 3,
  },
  {
    title: 'Move Rostock to the second carrier',
    category: 'Network',
    type: 'emergency',
    days: 0,
    hours: 2,
  },
  {
    title: 'Patch day: Windows servers',
    category: 'Server and storage',
    type: 'standard',
    days: 4,
    hours: 5,
  },
  {
    title: 'Antenna position of cold store gateways',
    category: 'Cold chain',
    type: 'standard',
    days: 2,
    hours: 2,
  },
] as const;
