/** What can be done to many processes at once, and what has to be told besides. */
export type Need = 'stage' | 'step' | 'answer' | 'to' | 'until' | 'amendment';

const NEEDS = {
  hold: ['until'],
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

/** Nobody but who leads may do these, unless a definition says otherwise. */
const LEADING: readonly Operation[] = ['cancel', 'jump', 'skip', 'reopen'];

/** Of processes that are open, and of those that have ended; who does not lead is not offered what they rarely may. */
export function operationsFor(status: 'open' | 'closed', leads: boolean): Operation[] {
  // the keys of the table above
  const all = Object.keys(NEEDS) as Operation[];
  return all.filter(
    (operation) =>
      (operation === 'reopen') === (status === 'closed') && (leads || !LEADING.includes(operation)),
  );
}

export function needsOf(operation: Operation): readonly Need[] {
  return NEEDS[operation];
}

/** Kinds of step that an operation on a task can mean; undefined = every. */
export function kindsOf(operation: Operation): readonly string[] | undefined {
  if (operation === 'complete') return ['human'];
  if (operation === 'approve' || operation === 'reject') return ['approval'];
  if (operation === 'skip' || operation === 'open') return undefined;
  return ['human', 'approval'];
}

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(NEEDS, name);
}

type Params = Record<string, unknown>;

/** What is not told yet and has to be: names of fields. */
export function missingIn(operation: Operation, params: Params): string[] {
  return needsOf(operation).flatMap((need) => {
    if (need === 'answer' || (need === 'until' && operation === 'hold')) return [];
    if (need === 'amendment') return params['due'] || params['priority'] ? [] : ['due'];
    return params[need] ? [] : [need];
  });
}

/** Of what was typed, that which this operation takes. */
export function paramsFor(operation: Operation, params: Params): Params {
  const names = needsOf(operation).flatMap((need) => {
    if (need === 'amendment') return ['due', 'priority'];
    if (need === 'to' && operation === 'reassign') return ['to', 'resetClock'];
    return need === 'answer' ? ['with', 'outcome'] : [need];
  });
  return Object.fromEntries(names.filter((name) => params[name]).map((name) => [name, params[name]]));
}
