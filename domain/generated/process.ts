// Generated from definitions/schemas/process.schema.json by `npm run generate`; do not edit.

/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Key".
 */
export type Key = string;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Trigger".
 */
export type Trigger =
  | {
      on: 'created' | 'changed';
      when?: Expression;
    }
  | {
      /**
       * Five fields of cron (minute, hour, day of the month, month, day of the week) in the calendar’s time zone.
       */
      schedule: string;
      when?: Expression;
    }
  | {
      event: Key;
      match?: Expression;
    };
/**
 * A CEL expression.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Expression".
 */
export type Expression = string;
/**
 * A JSON Schema (2020-12) of an object.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "JsonSchema".
 */
export type JsonSchema = Record<string, unknown>;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Resolver".
 */
export type Resolver =
  | FieldResolver
  | CompleterOfResolver
  | ManagerOfResolver
  | EmployeeResolver
  | TeamResolver
  | PoolResolver
  | {
      field: string;
    }
  | {
      completerOf: Id;
    }
  | {
      managerOf: Id;
    }
  | {
      employee: string;
    }
  | {
      team: string;
    }
  | {
      pool: string;
      strategy?: 'roundRobin' | 'leastLoaded' | 'weighted' | 'sticky';
      if?: Expression;
    };
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Id".
 */
export type Id = string;
/**
 * ISO 8601 duration.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Duration".
 */
export type Duration = string;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Clock".
 */
export type Clock = 'calendar' | 'business';
/**
 * The calendar of this clock, where it is another one than the process's.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "OwnCalendar".
 */
export type OwnCalendar = string;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Effect".
 */
export type Effect =
  | NotifyEffect
  | SendEffect
  | OpenEffect
  | ReassignEffect
  | EscalateEffect
  | RaisePriorityEffect
  | SetEffect
  | StartEffect
  | EventEffect;
/**
 * Any JSON value, or {"cel": …} for a computed one.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Value".
 */
export type Value = unknown;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Priority".
 */
export type Priority = 'low' | 'normal' | 'high' | 'urgent';
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "VersionRef".
 */
export type VersionRef = number | 'latest';
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Step".
 */
export type Step =
  HumanStep | ApprovalStep | AutoStep | DecisionStep | WaitStep | ProcessStep | MilestoneStep;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "FormRef".
 */
export type FormRef = Key | JsonSchema;
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Exit".
 */
export type Exit =
  | {
      when?: Expression;
      to: Id;
      set?: Assignments;
    }
  | {
      when?: Expression;
      end: Id;
      title?: Label2;
      set?: Assignments;
    }
  | {
      when?: Expression;
      stay: string;
      title?: Label3;
      set?: Assignments;
    };

export interface ProcessDefinition {
  $schema?: string;
  kind: 'process';
  key: Key;
  version: number;
  title: Label;
  description?: Label;
  category: 'sales' | 'marketing' | 'service' | 'care' | 'order' | 'general';
  entity?: Key;
  calendar?: Key;
  trigger?: Trigger[];
  vars?: JsonSchema;
  roles?: {
    [k: string]: Resolver | [Resolver, ...Resolver[]];
  };
  assignment?: Assignment;
  slas?: {
    [k: string]: Sla;
  };
  clocks?: CaseClock[];
  /**
   * @minItems 1
   */
  stages: [Stage, ...Stage[]];
  exits?: ProcessExit[];
  permissions?: Permissions;
  migrations?: Migration[];
  /**
   * Items: A scenario; see scenario.schema.json.
   */
  tests?: Record<string, unknown>[];
}
/**
 * Text in each language; the linter demands every shipped language.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Label".
 */
export interface Label {
  'zh-CN'?: string;
  en?: string;
}
export interface FieldResolver {
  by: 'field';
  path: string;
  else?: Id;
}
export interface CompleterOfResolver {
  by: 'completerOf';
  step: Id;
  else?: Id;
}
export interface ManagerOfResolver {
  by: 'managerOf';
  role?: Id;
  of?: Id;
  else?: Id;
}
export interface EmployeeResolver {
  by: 'employee';
  code: string;
  else?: Id;
}
export interface TeamResolver {
  by: 'team';
  role: string;
  else?: Id;
}
export interface PoolResolver {
  by: 'pool';
  group: string;
  strategy?: 'roundRobin' | 'leastLoaded' | 'weighted' | 'sticky';
  if?: Expression;
  else?: Id;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Assignment".
 */
export interface Assignment {
  eligible?: ('active' | 'notAbsent' | 'belowCapacity')[];
  substitute?: 'follow' | 'none';
  ifNone?: {
    queue: Key;
    notify?: Id | [Id, ...Id[]];
  };
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Sla".
 */
export interface Sla {
  extends?: Id;
  /**
   * A duration, or a computed duration or instant (ISO 8601 with an offset).
   */
  due?: Duration | Computed;
  clock?: Clock;
  calendar?: OwnCalendar;
  pauseWhile?: ('onHold' | 'waiting')[];
  ladder?: Rung[];
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Computed".
 */
export interface Computed {
  cel: Expression;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Rung".
 */
export interface Rung {
  at: Duration;
  /**
   * @minItems 1
   */
  do: [Effect, ...Effect[]];
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "NotifyEffect".
 */
export interface NotifyEffect {
  notify: Id | [Id, ...Id[]];
  template?: Key;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "SendEffect".
 */
export interface SendEffect {
  /**
   * @minItems 1
   */
  send: ['email' | 'sms' | 'letter' | 'fax', ...('email' | 'sms' | 'letter' | 'fax')[]];
  template: Key;
  to?: Id | Computed;
  with?: {
    [k: string]: Value;
  };
}
/**
 * Opens a manual step of the same stage.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "OpenEffect".
 */
export interface OpenEffect {
  open: Id;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "ReassignEffect".
 */
export interface ReassignEffect {
  /**
   * The name of a role, or of a resolver written in place.
   */
  reassign: Id | Resolver | [Resolver, ...Resolver[]];
  resetClock?: boolean;
}
/**
 * Moves the task to the assignee's manager; each further rung goes one manager higher.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "EscalateEffect".
 */
export interface EscalateEffect {
  escalate: 'manager' | true;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "RaisePriorityEffect".
 */
export interface RaisePriorityEffect {
  raisePriority: true | Priority;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "SetEffect".
 */
export interface SetEffect {
  set: Assignments;
}
/**
 * JSON Pointer (/vars/… or /entity/…) to value.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Assignments".
 */
export interface Assignments {
  [k: string]: Value;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "StartEffect".
 */
export interface StartEffect {
  start: Key;
  version?: VersionRef;
  input?: {
    [k: string]: Value;
  };
}
/**
 * Publishes an event to waiting instances.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "EventEffect".
 */
export interface EventEffect {
  event: Key;
  data?: {
    [k: string]: Value;
  };
}
/**
 * A clock of the whole case, over its stages.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "CaseClock".
 */
export interface CaseClock {
  id: Id;
  title: Label;
  /**
   * Due when it is up, what its clock counts and its ladder.
   */
  sla: Id | Sla;
  /**
   * What lets it begin; without it, the start of the case.
   */
  from?: {
    when: Expression;
  };
  /**
   * What it waits for.
   */
  until: {
    when: Expression;
  };
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Stage".
 */
export interface Stage {
  id: Id;
  title: Label;
  description?: Label;
  status?: string;
  probability?: number;
  target?: Id | Sla;
  entry?: {
    when: Expression;
  };
  steps: Step[];
  /**
   * @minItems 1
   */
  exit?: [Exit, ...Exit[]];
  repeat?: Repeat;
  onEnter?: Effect[];
  onExit?: Effect[];
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "HumanStep".
 */
export interface HumanStep {
  kind: 'human';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
  cancel?: Cancel;
  /**
   * The name of a role, or of a resolver written in place.
   */
  assign: Id | Resolver | [Resolver, ...Resolver[]];
  form?: FormRef;
  /**
   * The kind of activity, an item of the list `sales-activity` (T10).
   */
  activity?: string | Computed;
  sla?: Id | Sla;
  priority?: Priority;
  outcomes?: {
    id: Id;
    title: Label;
  }[];
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Repeat".
 */
export interface Repeat {
  max: number;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Timeout".
 */
export interface Timeout {
  after: Duration;
  clock?: Clock;
  calendar?: OwnCalendar;
  do?: Effect[];
  /**
   * What becomes of the step: go on waiting (default), complete with {"timedOut": true}, or be skipped.
   */
  then?: 'wait' | 'complete' | 'skip';
}
/**
 * From the moment that the condition holds the step is skipped: not opened any more, withdrawn where it is open.
 *
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Cancel".
 */
export interface Cancel {
  when: Expression;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "ApprovalStep".
 */
export interface ApprovalStep {
  kind: 'approval';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
  cancel?: Cancel;
  /**
   * @minItems 1
   */
  approvers: [
    (
      | Id
      | {
          role: Id;
          if?: Expression;
        }
    ),
    ...(
      | Id
      | {
          role: Id;
          if?: Expression;
        }
    )[]
  ];
  order?: 'parallel' | 'sequential';
  quorum?: number | 'all';
  form?: FormRef;
  sla?: Id | Sla;
  priority?: Priority;
  onReject?:
    | {
        /**
         * @minItems 1
         */
        reopen: [Id, ...Id[]];
      }
    | {
        to: Id;
      }
    | {
        end: Id;
        title?: Label1;
      };
}
/**
 * Text in each language; the linter demands every shipped language.
 */
export interface Label1 {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "AutoStep".
 */
export interface AutoStep {
  kind: 'auto';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
  cancel?: Cancel;
  action: Key;
  with?: {
    [k: string]: Value;
  };
  out?: Id;
  retry?: {
    max?: number;
    backoff?: Duration;
  };
  onFail?:
    | ('incident' | 'continue')
    | {
        open: Id;
      };
  compensate?: {
    action: Key;
    with?: {
      [k: string]: Value;
    };
  };
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "DecisionStep".
 */
export interface DecisionStep {
  kind: 'decision';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
  hit?: 'first' | 'unique' | 'collect';
  /**
   * @minItems 1
   */
  rules: [
    {
      when?: Expression;
      then: Value;
    },
    ...{
      when?: Expression;
      then: Value;
    }[]
  ];
  out?: Id;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "WaitStep".
 */
export interface WaitStep {
  kind: 'wait';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
  cancel?: Cancel;
  for:
    | {
        event: Key;
        match?: Expression;
        /**
         * What becomes of an event that came before the wait began; it is kept and taken by default.
         */
        early?: 'keep' | 'ignore';
      }
    | {
        entity: Key;
        id: Value;
        when: Expression;
      }
    | {
        when: Expression;
      }
    | {
        until: Value;
      }
    | {
        after: Duration;
        clock?: Clock;
        calendar?: OwnCalendar;
      };
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "ProcessStep".
 */
export interface ProcessStep {
  kind: 'process';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
  cancel?: Cancel;
  process: Key;
  version?: VersionRef;
  input?: {
    [k: string]: Value;
  };
  detached?: boolean;
  forEach?: Computed;
  as?: Id;
  join?: {
    need?: number | 'all';
    when?: Expression;
    cancelRest?: boolean;
  };
  limit?: number;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "MilestoneStep".
 */
export interface MilestoneStep {
  kind: 'milestone';
  id: Id;
  title?: Label | Computed;
  description?: Label;
  needs?: Id[];
  if?: Expression;
  required?: boolean;
  manual?: boolean;
  repeat?: Repeat;
  set?: Assignments;
  timeout?: Timeout;
}
/**
 * Text in each language; the linter demands every shipped language.
 */
export interface Label2 {
  'zh-CN'?: string;
  en?: string;
}
/**
 * Text in each language; the linter demands every shipped language.
 */
export interface Label3 {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "ProcessExit".
 */
export interface ProcessExit {
  /**
   * What the timeline calls it; without one it is called as its outcome.
   */
  id?: string;
  when: Expression;
  end: Id;
  title?: Label4;
  cancel?: 'openTasks';
  compensate?: boolean;
  set?: Assignments;
}
/**
 * Text in each language; the linter demands every shipped language.
 */
export interface Label4 {
  'zh-CN'?: string;
  en?: string;
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Permissions".
 */
export interface Permissions {
  [k: string]: Id[];
}
/**
 * This interface was referenced by `ProcessDefinition`'s JSON-Schema
 * via the `definition` "Migration".
 */
export interface Migration {
  from: number;
  map?: {
    [k: string]: string;
  };
  timers?: 'keep' | 'recompute';
  ifActive?: {
    [k: string]: 'abort' | 'finish';
  };
}
