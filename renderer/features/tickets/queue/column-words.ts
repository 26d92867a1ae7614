import type { MajorStage, TicketKind } from '../../../../shared/model/ticket.ts';
import { msg, t } from '../../../ui/i18n.ts';

const KINDS: Readonly<Record<TicketKind, string>> = {
  incident: msg('Incident'),
  problem: msg('Problem'),
  change: msg('Change'),
  request: msg('Request'),
  task: msg('Task'),
};

/** A kind of a newer build reads as its key. */
export function kindLabel(kind: string): string {
  return kind in KINDS ? t(KINDS[kind as TicketKind]) : kind;
}

const STAGES: Readonly<Record<MajorStage, string>> = {
  candidate: msg('Proposed'),
  declared: msg('Declared'),
  ended: msg('Ended'),
  reviewed: msg('Reviewed'),
};

export function majorStageLabel(stage: string): string {
  return stage in STAGES ? t(STAGES[stage as MajorStage]) : stage;
}
