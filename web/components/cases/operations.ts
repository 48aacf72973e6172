/** What can be done to many processes at once, and what has to be told besides. */
export type Need = 'stage' | 'step' | 'answer' | 'to' | 'until' | 'amendment';

const NEEDS = {
  hold: [],
  resume: [],
  cancel: [],
  retry: [],
  jump: ['stage'],
  skip: ['step'],
  open: ['step'],
  complete: ['step', 'answer'],
  approve: ['step'],
  reject: ['step'],
  claim: ['step'],
  unclaim: ['step'],
  decline: ['step'],
  start: ['step'],
  wait: ['step', 'until'],
  close: ['step'],
  amend: ['step', 'amendment'],
  reassign: ['step', 'to'],
  delegate: ['step', 'to'],
  return: ['step'],
  reopen: [],
} satisfies Record<string, Need[]>;

export type Operation = keyof typeof NEEDS;

/** Of processes that are open, and of those that have ended. */
export function operationsFor(status: 'open' | 'closed'): Operation[] {
  // the keys of the table above
  const all = Object.keys(NEEDS) as Operation[];
  return all.filter((operation) => (operation === 'reopen') === (status === 'closed'));
}

export function needsOf(operation: Operation): readonly Need[] {
  return NEEDS[operation];
}
