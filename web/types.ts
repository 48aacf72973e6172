import type { Coming } from '../domain/process/coming';
import type { Explanation } from '../domain/process/explain';
import type { Offer, TaskOperation } from '../domain/process/offered';
import type { OpenIncident } from '../domain/process/openIncident';
import type { Reading } from '../domain/process/wording';
import type { Label } from '../domain/generated/entity';

export type { EntityDefinition, Field, Label } from '../domain/generated/entity';
export type { Offer, TaskOperation } from '../domain/process/offered';
export type { ListDefinition } from '../domain/generated/list';

export type Language = 'zh-CN' | 'en';
export type Values = Record<string, unknown>;

export interface User {
  id: string;
  name: string;
  login: string;
  roles: string[];
  groups: string[];
  locale: string;
  operations: string[];
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** What every record has besides the fields of its entity. */
export interface DataRecord extends Values {
  id: string;
  version: number;
  number?: string;
}

export interface FieldUi {
  title?: Label;
  widget?: string;
  help?: Label;
  width?: number;
  showWhen?: string;
  options?: Record<string, Label>;
  list?: string;
  entity?: string;
}

export interface TaskForm {
  schema: Record<string, unknown>;
  ui?: Record<string, FieldUi>;
}

/** A clock of a case that runs. */
export interface ClockItem {
  id: string;
  title: Label | null;
  dueAt: string;
  late: boolean;
  paused: boolean;
}

export interface Task {
  id: string;
  title: Label;
  kind: 'human' | 'approval';
  status: 'prepare' | 'execute' | 'wait' | 'complete' | 'close';
  priority: 'low' | 'normal' | 'high' | 'urgent';
  dueAt: string | null;
  overdue: boolean;
  clock: ClockItem | null;
  held: { reason: string; title: Label | null } | null;
  cause: { kind?: string; ref?: string } | null;
  activity: string | null;
  activityTitle: Label | null;
  entity: string | null;
  entityId: string | null;
  entityLabel: string | null;
  customerId: string | null;
  customerLabel: string | null;
  assigneeId: string | null;
  assigneeLabel: string | null;
  onBehalfOfLabel: string | null;
  delegatedById: string | null;
  candidates: string[];
  queue: string | null;
  form: TaskForm | null;
  outcomes: { id: string; title?: Label }[];
  waitUntil: string | null;
  waitEvent: string | null;
  instanceId: string;
  processKey: string;
  processTitle: Label | null;
  stage: string;
  stageTitle: Label | null;
  step: string;
  openedAt: string;
  closedAt: string | null;
  closeReason: string | null;
  out: unknown;
  version: number;
  /** What may be done with it now; only the task alone has it, lists have not. */
  operations?: TaskOperation[];
}

export interface TaskAnswer {
  task: Task;
  next: Task[];
}

export interface ProcessItem {
  id: string;
  definition: { key: string; version: number; title: Label | null };
  title: string;
  status: 'starting' | 'active' | 'held' | 'ended' | 'cancelled';
  stage: string | null;
  stageTitle: Label | null;
  outcome: string | null;
  outcomeTitle: Label | null;
  entity: string | null;
  entityId: string;
  entityLabel: string | null;
  customerId: string | null;
  customerLabel: string | null;
  ownerLabel: string | null;
  incidentCount: number;
  incident: OpenIncident | null;
  waitingFor: {
    step: string;
    title: Label | null;
    assigneeLabel: string | null;
    queue: string | null;
    dueAt: string | null;
  }[];
  clock: ClockItem | null;
  nextAt: string | null;
  startedAt: string;
  endedAt: string | null;
}

export interface ProcessStep {
  id: string;
  kind: 'human' | 'approval' | 'auto' | 'decision' | 'wait' | 'process' | 'milestone';
  title: Label | null;
  status: 'pending' | 'open' | 'completed' | 'skipped' | 'withdrawn' | 'failed';
  required: boolean;
  manual: boolean;
  run: number;
  at: string | null;
  taskId: string | null;
  assigneeLabel: string | null;
  dueAt: string | null;
}

export interface ProcessVisit {
  visit: number;
  enteredAt: string;
  leftAt: string | null;
  status: string;
  seconds: number | null;
  businessSeconds: number | null;
  leftBy: string | null;
  reason: string | null;
  reasonTitle: Label | null;
}

export interface ProcessStage {
  id: string;
  title: Label | null;
  status: 'available' | 'active' | 'completed' | 'skipped' | 'left';
  visits: ProcessVisit[];
  steps: ProcessStep[];
}

/** A clock of a whole case. `seconds` are left, or were when it stopped; less than 0 = late by that much. */
export interface CaseClock {
  id: string;
  title: Label;
  status: 'idle' | 'running' | 'met' | 'missed' | 'withdrawn' | 'skipped';
  run: number;
  startedAt: string | null;
  dueAt: string | null;
  stoppedAt: string | null;
  pausedAt: string | null;
  seconds: number | null;
}

export interface ProcessDetail extends ProcessItem {
  /** `title`: the record's status that holds it, where it is one that does. */
  held: {
    since: string;
    reason: string;
    status: string | null;
    title: Label | null;
    by: string | null;
    until: string | null;
  } | null;
  stages: ProcessStage[];
  tasks: Task[];
  events: {
    at: string;
    event: string;
    stage: string | null;
    step: string | null;
    actorLabel: string | null;
    onBehalfOfLabel: string | null;
    data: Values | null;
  }[];
  incidents: {
    key: string;
    code: string;
    message: string;
    stage: string | null;
    step: string | null;
    values: Values | null;
    openedAt: string;
    resolvedAt: string | null;
    /** The cause in words, where it is known in words. */
    text: Label | null;
    /** What was read when it failed. */
    reads: Reading[];
  }[];
  milestones: { step: string; at: string }[];
  operations: Offer[];
  explain: Explanation | null;
  clocks: CaseClock[];
  coming: Coming[];
  diagram: string;
}

export interface TimelineEntry {
  at: string;
  kind: 'change' | 'process' | 'message';
  title: string;
  actor: string | null;
  onBehalfOf: string | null;
  data: Values;
}

export interface Notification {
  id: string;
  kind: string;
  title: Label;
  body: Label | null;
  taskId: string | null;
  instanceId: string | null;
  entity: string | null;
  entityId: string | null;
  createdAt: string;
  readAt: string | null;
}

export interface Message {
  id: string;
  channel: 'email' | 'sms' | 'letter' | 'fax';
  toName: string | null;
  toAddress: string | null;
  subject: string | null;
  status: 'queued' | 'sent' | 'failed';
  error: string | null;
  customerLabel: string | null;
  sentAt: string | null;
  /** Only of a single message. */
  text?: string | null;
}

export interface Mail {
  id: string;
  from: string;
  to: string[];
  subject: string | null;
  receivedAt: string;
  /** Only of a single mail. */
  text?: string | null;
}

export interface BulkJob {
  id: string;
  operation: string;
  reason: string | null;
  dryRun: boolean;
  status: 'running' | 'done' | 'cancelled';
  total: number;
  pending: number;
  possible: number;
  done: number;
  refused: number;
  failed: number;
}

export interface BulkItem {
  instanceId: string;
  title: string;
  status: 'pending' | 'possible' | 'done' | 'refused' | 'failed';
  code: string | null;
  message: Label | null;
}
