import type { NewBody } from '../../workflow/command.ts';

/** A site of the demo company with its rooms; `zone` is where its clocks stand. */
export interface DemoSite {
  readonly key: string;
  readonly name: string;
  readonly code: string;
  readonly zone: string;
  readonly address: string;
  readonly rooms: readonly {
    readonly name: string;
    readonly code: string;
    readonly racks?: number;
  }[];
}

/** Nordlicht Logistik: contract logistics and cold chain at five sites. */
export const SITES: readonly DemoSite[] = [
  {
    key: 'leipzig',
    name: 'Leipzig DC',
    code: 'LEJ',
    zone: 'Europe/Berlin',
    address: 'Am Güterbahnhof 4, 04435 Schkeuditz',
    rooms: [
      { name: 'Server room 0.14', code: 'LEJ-0.14', racks: 8 },
      { name: 'Hall 1', code: 'LEJ-H1' },
      { name: 'Hall 2', code: 'LEJ-H2' },
      { name: 'Hall 3', code: 'LEJ-H3' },
      { name: 'Cold store 2', code: 'LEJ-CS2' },
      { name: 'Office ground floor', code: 'LEJ-E0' },
      { name: 'Office first floor', code: 'LEJ-E1' },
    ],
  },
  {
    key: 'graz',
    name: 'Graz',
    code: 'GRZ',
    zone: 'Europe/Vienna',
    address: 'Kalsdorfer Straße 88, 8073 Feldkirchen bei Graz',
    rooms: [
      { name: 'Server room K.02', code: 'GRZ-K.02', racks: 3 },
      { name: 'Hall A', code: 'GRZ-HA' },
      { name: 'Ramp and yard', code: 'GRZ-R' },
      { name: 'Office', code: 'GRZ-O' },
    ],
  },
  {
    key: 'rostock',
    name: 'Rostock',
    code: 'RLG',
    zone: 'Europe/Berlin',
    address: 'Am Seehafen 12, 18147 Rostock',
    rooms: [
      { name: 'Server room 1.07', code: 'RLG-1.07', racks: 3 },
      { name: 'Cold store', code: 'RLG-CS' },
      { name: 'Ramp 2', code: 'RLG-R2' },
      { name: 'Customs office', code: 'RLG-CO' },
    ],
  },
  {
    key: 'hamburg',
    name: 'Hamburg office',
    code: 'HAM',
    zone: 'Europe/Berlin',
    address: 'Stubbenhuk 7, 20459 Hamburg',
    rooms: [
      { name: 'Comms room 3.01', code: 'HAM-3.01', racks: 1 },
      { name: 'Third floor', code: 'HAM-3' },
      { name: 'Meeting rooms', code: 'HAM-M' },
    ],
  },
  {
    key: 'gdansk',
    name: 'Gdańsk',
    code: 'GDN',
    zone: 'Europe/Warsaw',
    address: 'ul. Kontenerowa 21, 80-601 Gdańsk',
    rooms: [
      { name: 'Server room 0.03', code: 'GDN-0.03', racks: 2 },
      { name: 'Hall North', code: 'GDN-HN' },
      { name: 'Office', code: 'GDN-O' },
    ],
  },
];

/** `lead` is a user name. */
export const TEAMS = [
  {
    key: 'desk',
    lead: 'denise.kofler',
    name: 'Service desk',
    description: 'First line for all sites',
  },
  {
    key: 'endpoint',
    lead: 'sofia.marek',
    name: 'Print and endpoint',
    description: 'Printers, handhelds, PCs, phones',
  },
  {
    key: 'network',
    lead: 'ingrid.halvorsen',
    name: 'Network and sites',
    description: 'LAN, Wi-Fi, WAN, telephony, racks',
  },
  {
    key: 'server',
    lead: 'yusuf.demir',
    name: 'Server and storage',
    description: 'Servers, storage, backup, power',
  },
  {
    key: 'apps',
    lead: 'matteo.ricci',
    name: 'Business applications',
    description: 'ERP, warehouse and dock systems',
  },
] as const;
export type TeamKey = (typeof TEAMS)[number]['key'];

export interface DemoPerson {
  readonly name: string;
  readonly title: string;
  readonly site: string;
  readonly team?: TeamKey;
  readonly userName?: string;
  readonly roles?: readonly string[];
  readonly vip?: string;
}

/** Who works in IT; they sign in. Tobias Brandt is the agent whose morning the demo shows. */
export const STAFF: readonly DemoPerson[] = [
  {
    name: 'Tobias Brandt',
    title: 'Desk agent',
    site: 'leipzig',
    team: 'desk',
    userName: 'tobias.brandt',
    roles: ['agent', 'technician', 'auditor'],
  },
  {
    name: 'Denise Kofler',
    title: 'Desk agent',
    site: 'graz',
    team: 'desk',
    userName: 'denise.kofler',
    roles: ['agent', 'auditor'],
  },
  {
    name: 'Pavel Řezník',
    title: 'Field technician',
    site: 'leipzig',
    team: 'endpoint',
    userName: 'pavel.reznik',
    roles: ['technician', 'agent', 'auditor'],
  },
  {
    name: 'Sofia Marek',
    title: 'Endpoint engineer',
    site: 'gdansk',
    team: 'endpoint',
    userName: 'sofia.marek',
    roles: ['agent', 'technician'],
  },
  {
    name: 'Clara Bouchard',
    title: 'IT asset manager',
    site: 'hamburg',
    team: 'desk',
    userName: 'clara.bouchard',
    roles: ['manager', 'agent', 'auditor'],
  },
  {
    name: 'Yusuf Demir',
    title: 'System engineer',
    site: 'leipzig',
    team: 'server',
    userName: 'yusuf.demir',
    roles: ['agent', 'technician'],
  },
  {
    name: 'Ingrid Halvorsen',
    title: 'Network engineer',
    site: 'rostock',
    team: 'network',
    userName: 'ingrid.halvorsen',
    roles: ['agent', 'technician'],
  },
  {
    name: 'Matteo Ricci',
    title: 'Application manager',
    site: 'hamburg',
    team: 'apps',
    userName: 'matteo.ricci',
    roles: ['agent', 'manager'],
  },
  {
    name: 'Kemal Aksoy',
    title: 'Field technician',
    site: 'rostock',
    team: 'network',
    userName: 'kemal.aksoy',
    roles: ['technician'],
  },
  {
    name: 'Annika Vogel',
    title: 'Head of IT',
    site: 'hamburg',
    userName: 'annika.vogel',
    roles: ['admin', 'manager'],
  },
];

/** Who calls the desk. */
export const CALLERS: readonly DemoPerson[] = [
  {
    name: 'Marit Solheim',
    title: 'Shift lead',
    site: 'leipzig',
    vip: 'Runs the 24-hour outbound line',
  },
  {
    name: 'Jonas Wendt',
    title: 'Cold store manager',
    site: 'leipzig',
    vip: 'Pharma goods at risk within the hour',
  },
  { name: 'Ahmet Yıldız', title: 'Dock coordinator', site: 'leipzig' },
  { name: 'Nora Lindqvist', title: 'Returns clerk', site: 'leipzig' },
  { name: 'Ewa Nowak', title: 'Picker', site: 'gdansk' },
  { name: 'Lukas Hofer', title: 'Dispatcher', site: 'graz' },
  { name: 'Inês Carvalho', title: 'Security officer', site: 'leipzig' },
  { name: 'Petr Dvořák', title: 'Goods-in clerk', site: 'leipzig' },
  { name: 'Helga Reuter', title: 'Accountant', site: 'hamburg' },
  { name: 'Grace Adeyemi', title: 'Route planner', site: 'hamburg' },
  { name: 'Tomasz Zieliński', title: 'Forklift lead', site: 'gdansk' },
  { name: 'Yuki Tanabe', title: 'Compliance auditor', site: 'hamburg' },
  { name: 'Bianca Roca', title: 'Payroll specialist', site: 'hamburg' },
  { name: 'Oskar Lehmann', title: 'Sales', site: 'hamburg' },
  { name: 'Katja Petersen', title: 'Customs broker', site: 'rostock' },
  { name: 'Dmytro Kovalenko', title: 'Terminal planner', site: 'rostock' },
  { name: 'Anna Gruber', title: 'Quality manager', site: 'graz' },
  { name: 'Stefan Pichler', title: 'Yard master', site: 'graz' },
  { name: 'Magdalena Wójcik', title: 'Warehouse manager', site: 'gdansk', vip: 'Site lead' },
  { name: 'Piotr Mazur', title: 'Shift lead', site: 'gdansk' },
  { name: 'Elena Popescu', title: 'Transport clerk', site: 'leipzig' },
  { name: 'Farid Haddad', title: 'Packer', site: 'leipzig' },
  { name: 'Maren Schulz', title: 'Human resources', site: 'hamburg' },
  { name: 'Jan Vermeulen', title: 'Key account manager', site: 'hamburg' },
  { name: 'Silke Baumann', title: 'Cold chain planner', site: 'rostock' },
  { name: 'Henrik Nyström', title: 'Fleet manager', site: 'rostock' },
  { name: 'Carla Fontana', title: 'Purchasing', site: 'hamburg' },
  { name: 'Rainer Thiele', title: 'Facility manager', site: 'leipzig' },
  { name: 'Zofia Kamińska', title: 'Inventory clerk', site: 'gdansk' },
  { name: 'Markus Steiner', title: 'Operations director', site: 'graz', vip: 'Executive board' },
];

export const VENDORS: readonly Omit<NewBody<'people'> & { kind: 'organisation' }, never>[] = [
  {
    kind: 'organisation',
    name: 'Etikettenwerk Service GmbH',
    role: 'vendor',
    phone: '+49 341 555 0700',
  },
  { kind: 'organisation', name: 'Ostsee Carrier Net', role: 'vendor', phone: '+49 381 555 0200' },
  { kind: 'organisation', name: 'KühlTec Monitoring', role: 'vendor', phone: '+49 341 555 0810' },
  {
    kind: 'organisation',
    name: 'Nordlicht Logistik SE',
    role: 'internal',
    phone: '+49 40 555 0100',
  },
] as never;
