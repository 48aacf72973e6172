import type { Command } from '../../domain/process/commands';
import type { Effect } from '../../domain/process/effectTypes';
import type { Deadline } from '../../domain/process/types';

/** A command or an effect that is new does not compile here before it is named, and is then missed by the test. */
const COMMANDS = {
  complete: true,
  approve: true,
  reject: true,
  claim: true,
  unclaim: true,
  start: true,
  wait: true,
  close: true,
  reassign: true,
  delegate: true,
  return: true,
  decline: true,
  amend: true,
  hold: true,
  resume: true,
  skip: true,
  open: true,
  jump: true,
  reopen: true,
  cancel: true,
  retry: true,
  migrate: true,
} satisfies Record<Command['op'], true>;

const EFFECTS = {
  openTask: true,
  updateTask: true,
  closeTask: true,
  reassignTask: true,
  computeDeadlines: true,
  shiftDeadlines: true,
  enterStage: true,
  leaveStage: true,
  patchEntity: true,
  milestone: true,
  notify: true,
  send: true,
  runAction: true,
  startProcess: true,
  cancelProcess: true,
  publish: true,
  watch: true,
  incident: true,
  incidentResolved: true,
  hold: true,
  reopen: true,
  migrated: true,
  end: true,
  log: true,
} satisfies Record<Effect['type'], true>;

const STEPS = [
  ...['human', 'approval parallel', 'approval sequential', 'approval with a quorum', 'auto', 'milestone'],
  ...['decision first', 'decision unique', 'decision collect'],
  ...['wait event', 'wait entity', 'wait when', 'wait until', 'wait after'],
  ...['process attached', 'process detached', 'process for each item', 'process with a join'],
  ...['with a timeout', 'opened by hand or by an effect'],
];

const INSTANTS = {
  rung: true,
  timeout: true,
  wait: true,
  taskWait: true,
  target: true,
  clock: true,
  retry: true,
  more: true,
  resume: true,
} satisfies Record<Deadline['kind'], true>;

/** The program's own; tests have others to compare with. */
export const WORKFLOWS = ['processInstance', 'dunning', 'dunningSweep', 'scheduledStart'];

/** Each has a stored history. */
export const WANTED = [
  ...Object.keys(COMMANDS).map((name) => `command ${name}`),
  ...Object.keys(EFFECTS).map((name) => `effect ${name}`),
  ...Object.keys(INSTANTS).map((name) => `instant ${name}`),
  ...STEPS.map((name) => `step ${name}`),
  ...['fact', 'event', 'effect', 'cancel', 'calendar'].map((name) => `signal ${name}`),
  ...WORKFLOWS.map((name) => `workflow ${name}`),
  ...['run that goes on from another', 'run of a case that had ended', 'plan of another version'],
  ...['undo-in-order', 'settle-first', 'carry-signals', 'close-run', 'bursts', 'answer-in-bursts'].map(
    (name) => `patch ${name}`,
  ),
  ...['commit handed over whole', 'action that undoes', 'timer that fires'],
];
