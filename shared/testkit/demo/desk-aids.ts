import type { ChecklistPolicy } from '../../model/policy.ts';
import type { ChecklistBody } from '../../workflow/checklist.ts';
import { saveChecklist } from '../../workflow/checklist.ts';
import type { CommandContext, CommandResult } from '../../workflow/command.ts';
import { saveMacro } from '../../workflow/macro-check.ts';
import type { MacroBody } from '../../workflow/macro-check.ts';
import { saveCannedResponse } from '../../workflow/response-variables.ts';
import type { CannedResponseBody } from '../../workflow/response-variables.ts';
import { saveTemplate } from '../../workflow/template.ts';
import type { TemplateBody } from '../../workflow/template.ts';
import type { DemoAuthor } from './author.ts';
import type { Foundation } from './foundation.ts';

/** Who sets a workspace up, and who works with it. */
const ADMIN = 'annika.vogel';
const AGENT = 'tobias.brandt';

const RESPONSES: readonly CannedResponseBody[] = [
  {
    name: 'Received, we look into it',
    shortcut: 'received',
    audience: 'public',
    ticketKinds: ['incident', 'request'],
    body: 'Hello {{requester.firstName}},\n\nthank you for telling us. We have it as {{ticket.number}}, “{{ticket.title}}”, and look into it now. You hear from us as soon as we know more.\n\nKind regards\n{{me.name}}, {{team.name}}',
  },
  {
    name: 'Please call back',
    shortcut: 'callback',
    audience: 'public',
    ticketKinds: ['incident', 'request'],
    body: 'Hello {{requester.firstName}},\n\nwe tried to reach you at {{requester.phone}} about {{ticket.number}} on {{now}}. Please call us back, or answer here with a time that suits you.\n\n{{me.name}}, {{me.phone}}',
  },
  {
    name: 'Label printer: clean and calibrate',
    shortcut: 'label',
    audience: 'public',
    ticketKinds: ['incident'],
    body: 'Hello {{requester.firstName}},\n\nplease do this at the printer first:\n1. Switch it off and open the head.\n2. Wipe the head with the cleaning pen, from the middle outwards.\n3. Put the roll in again and hold FEED until it has fed three labels.\n\nIf the labels are still blank, tell us its tag and we come to {{site.name}}.',
  },
  {
    name: 'Solved, please confirm',
    shortcut: 'solved',
    audience: 'public',
    ticketKinds: ['incident', 'request'],
    body: 'Hello {{requester.firstName}},\n\n{{ticket.number}} should be solved: {{ticket.resolution}}\n\nIf it is not, answer here and we go on.\n\n{{me.name}}',
  },
  {
    name: 'Handed over to another group',
    shortcut: 'handover',
    audience: 'internal',
    ticketKinds: ['incident', 'request', 'problem', 'task'],
    body: 'Handed over by {{me.name}} on {{now}}.\nSeen so far: \nTried so far: \nStill open: ',
  },
];

/** Someone's own, that nobody else is offered. */
const OWN_RESPONSE: CannedResponseBody = {
  name: 'My number for the night',
  shortcut: 'night',
  audience: 'internal',
  ticketKinds: ['incident'],
  ownerUserName: AGENT,
  body: 'I am on call tonight: {{me.phone}}. Please ring before you write.',
};

const CHECKLISTS: Readonly<Record<'onboarding' | 'hall' | 'restore', ChecklistBody>> = {
  onboarding: {
    name: 'Laptop for a new colleague',
    ticketKinds: ['request', 'task'],
    lines: [
      { id: 'image', text: 'Image installed, disk encrypted', required: true },
      { id: 'account', text: 'Account made, MFA enrolled with the colleague', required: true },
      { id: 'dock', text: 'Dock and second monitor at the desk', required: false },
      { id: 'tag', text: 'Asset tag on the lid, owner written on the item', required: true },
      { id: 'hello', text: 'First morning: said hello, showed the portal', required: false },
    ],
  },
  hall: {
    name: 'Before leaving a hall',
    ticketKinds: ['incident'],
    lines: [
      { id: 'test', text: 'Test label printed and scanned', required: true },
      { id: 'shift', text: 'Shift leader told', required: true },
      { id: 'spare', text: 'Spare parts back in the stockroom', required: false },
    ],
  },
  restore: {
    name: 'Restore from backup',
    ticketKinds: ['incident', 'request', 'change'],
    lines: [
      { id: 'owner', text: 'Owner of the data agreed', required: true },
      { id: 'point', text: 'Restore point named on the record', required: true },
      { id: 'check', text: 'Owner opened the restored files', required: true },
    ],
  },
};

type ChecklistIds = Readonly<Record<keyof typeof CHECKLISTS, ChecklistPolicy['id']>>;

function macros(ids: ChecklistIds, { teams }: Foundation): readonly MacroBody[] {
  return [
    {
      name: 'Take it and say so',
      ticketKinds: ['incident', 'request'],
      steps: [
        { do: 'assign-me' },
        { do: 'state', state: 'in-progress' },
        {
          do: 'comment',
          text: 'Hello {{requester.firstName}}, I have taken {{ticket.number}} and look into it now. {{me.name}}',
        },
      ],
    },
    {
      name: 'Wait for the caller',
      ticketKinds: ['incident'],
      steps: [
        {
          do: 'comment',
          text: 'Hello {{requester.firstName}}, we need an answer from you before we can go on with {{ticket.number}}.',
        },
        { do: 'state', state: 'on-hold', reason: 'awaiting-caller' },
        { do: 'watch' },
      ],
    },
    {
      name: 'Label printer cleaned on site',
      ticketKinds: ['incident'],
      steps: [
        { do: 'assign-me' },
        { do: 'log-time', minutes: 25, text: 'On site' },
        { do: 'note', text: 'Head cleaned, roll changed, calibrated, test label scanned.' },
        {
          do: 'state',
          state: 'resolved',
          reason: 'fixed',
          text: 'The print head was dirty. We cleaned and calibrated it; labels print again.',
        },
      ],
    },
    {
      name: 'To the network team, with the facts',
      ticketKinds: ['incident', 'request'],
      steps: [
        { do: 'set-field', field: 'teamId', value: teams.get('network')! },
        { do: 'set-field', field: 'assigneeId' },
        { do: 'note', text: 'Over to you. Site: {{site.name}}. Caller: {{requester.name}}.' },
      ],
    },
    {
      name: 'Prepare a restore',
      ticketKinds: ['incident', 'request'],
      steps: [
        { do: 'checklist', checklistId: ids.restore },
        { do: 'set-field', field: 'teamId', value: teams.get('server')! },
        { do: 'watch' },
      ],
    },
  ];
}

function templates(ids: ChecklistIds, found: Foundation): readonly TemplateBody[] {
  const { teams, services } = found;
  return [
    {
      name: 'Label printer in a hall',
      description: 'Blank, torn or crooked labels at a dock or a packing table',
      ticketKind: 'incident',
      values: {
        title: 'Label printer: ',
        category: 'Peripherals',
        subcategory: 'Label printer',
        serviceId: services.get('Label printing'),
        teamId: teams.get('endpoint'),
        impact: 2,
        urgency: 2,
      } as TemplateBody['values'],
      hidden: ['serviceId', 'teamId', 'assigneeId'],
      mandatory: ['siteId', 'description'],
      checklistId: ids.hall,
      order: 10,
    },
    {
      name: 'Network is down at a site',
      description: 'A whole hall or site without network: raises impact and urgency',
      ticketKind: 'incident',
      values: {
        title: 'No network at ',
        category: 'Network',
        subcategory: 'LAN',
        serviceId: services.get('Network and Wi-Fi'),
        teamId: teams.get('network'),
        impact: 1,
        urgency: 1,
      } as TemplateBody['values'],
      hidden: ['urgency'],
      mandatory: ['siteId'],
      order: 20,
    },
    {
      name: 'Laptop for a new colleague',
      description: 'From the HR form: image, account, dock, hand-over',
      ticketKind: 'request',
      values: {
        title: 'Laptop for ',
        description: 'Name:\nFirst day:\nDepartment:\nDesk:\nSoftware beside the standard:',
        category: 'Workplace',
        subcategory: 'Laptop',
        serviceId: services.get('Workplace'),
        teamId: teams.get('desk'),
        impact: 3,
        urgency: 2,
        origin: 'portal',
      } as TemplateBody['values'],
      hidden: ['impact', 'origin', 'serviceId'],
      mandatory: ['siteId', 'assigneeId'],
      checklistId: ids.onboarding,
      order: 10,
    },
    {
      name: 'Known error',
      description: 'A problem that is understood and waits for its fix',
      ticketKind: 'problem',
      values: {},
      hidden: [],
      mandatory: ['serviceId', 'workaround', 'rootCause'],
      order: 10,
    },
  ];
}

/** What saves the desk typing: texts, macros, templates and checklists. */
export function writeAids(author: DemoAuthor, found: Foundation, atMs: number): void {
  const run = (command: (context: CommandContext) => CommandResult, by = ADMIN): string =>
    author.keep(command(author.context(atMs, by))).writes[0]!.document.id;
  for (const body of RESPONSES) run((context) => saveCannedResponse(null, body, [], context));
  run((context) => saveCannedResponse(null, OWN_RESPONSE, [], context), AGENT);
  const checklist = (key: keyof typeof CHECKLISTS): ChecklistPolicy['id'] =>
    run((context) => saveChecklist(null, CHECKLISTS[key], context)) as ChecklistPolicy['id'];
  const ids: ChecklistIds = {
    onboarding: checklist('onboarding'),
    hall: checklist('hall'),
    restore: checklist('restore'),
  };
  for (const body of macros(ids, found)) run((context) => saveMacro(null, body, context));
  for (const body of templates(ids, found)) run((context) => saveTemplate(null, body, context));
}
