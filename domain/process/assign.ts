import { evaluateBoolean } from '../expression/expression';
import { candidateContext, meant, type Colleague, type Directory } from './directory';
import type { Assignment } from '../generated/process';
import type { Seeker } from './requests';
import type { JsonObject } from './types';

export interface AssignmentRequest {
  seekers: Seeker[];
  /** People who must not get it, because they asked for it. */
  exclude: string[];
  rules: Assignment | undefined;
  /** The date in the calendar's zone. */
  today: string;
  entity: JsonObject;
  vars: JsonObject;
}

export interface Workload {
  /** Open tasks by person. */
  open: Record<string, number>;
  /** Who was picked last in each pool. */
  cursors: Record<string, string | null>;
  /** Who had the last task of this record in each pool, for `sticky`. */
  last: Record<string, string | null>;
}

export interface Pick {
  assignee: string | null;
  onBehalfOf: string | null;
  candidates: string[];
  queue: string | null;
  /** The pool whose cursor moved to the assignee. */
  pool: string | null;
}

/** The first resolver that gives an eligible person wins; an ineligible one is never picked silently. */
export function pick(request: AssignmentRequest, directory: Directory, workload: Workload): Pick {
  for (const seeker of request.seekers) {
    const found =
      seeker.by === 'pool'
        ? pickFromPool(seeker, request, directory, workload)
        : pickPerson(seeker, request, directory, workload);
    if (found) return found;
  }
  const groups = request.seekers.flatMap((seeker) => (seeker.by === 'pool' ? [seeker.group] : []));
  const queue = request.rules?.ifNone?.queue ?? groups[0] ?? 'unassigned';
  return { assignee: null, onBehalfOf: null, candidates: [], queue, pool: null };
}

function pickPerson(
  seeker: Seeker,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
): Pick | null {
  for (const id of meant(directory, seeker)) {
    const person = entitled(directory.byId.get(id), request, directory);
    if (!person) continue;
    const found = eligibleOrDeputy(person, request, directory, workload);
    if (found) return found;
  }
  return null;
}

/** Who asked may not decide: the question goes up, to the manager, as often as needed. */
function entitled(
  person: Colleague | undefined,
  request: AssignmentRequest,
  directory: Directory,
): Colleague | undefined {
  const seen = new Set<string>();
  let current = person;
  while (current && request.exclude.includes(current.id) && !seen.has(current.id)) {
    seen.add(current.id);
    current = directory.byId.get(current.managerId ?? '');
  }
  return current && request.exclude.includes(current.id) ? undefined : current;
}

/** One level of substitution, and the deputy must be eligible too. */
function eligibleOrDeputy(
  person: Colleague,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
): Pick | null {
  if (isEligible(person, request, workload))
    return { assignee: person.id, onBehalfOf: null, candidates: [], queue: null, pool: null };
  const deputy = directory.byId.get(person.deputyId ?? '');
  if (request.rules?.substitute === 'none' || !deputy || request.exclude.includes(deputy.id)) return null;
  if (!isEligible(deputy, request, workload)) return null;
  return { assignee: deputy.id, onBehalfOf: person.id, candidates: [], queue: null, pool: null };
}

function isEligible(person: Colleague, request: AssignmentRequest, workload: Workload): boolean {
  const demands = request.rules?.eligible ?? ['active', 'notAbsent'];
  return demands.every((demand) => {
    if (demand === 'active') return person.active;
    if (demand === 'notAbsent')
      return !person.absences.some(([from, to]) => from <= request.today && request.today <= to);
    return person.capacity === null || (workload.open[person.id] ?? 0) < person.capacity;
  });
}

function pickFromPool(
  seeker: Extract<Seeker, { by: 'pool' }>,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
): Pick | null {
  const members = directory.people.filter(
    (person) =>
      person.groups.includes(seeker.group) &&
      !request.exclude.includes(person.id) &&
      isEligible(person, request, workload) &&
      fits(seeker.if, person, request),
  );
  const assignee = choose(seeker, members, directory, workload);
  return (
    assignee && { assignee: assignee.id, onBehalfOf: null, candidates: [], queue: null, pool: seeker.group }
  );
}

function fits(condition: string | undefined, candidate: Colleague, request: AssignmentRequest): boolean {
  if (condition === undefined) return true;
  const context = { candidate: candidateContext(candidate), entity: request.entity, vars: request.vars };
  const result = evaluateBoolean(condition, context);
  return result.ok && result.value;
}

function choose(
  seeker: Extract<Seeker, { by: 'pool' }>,
  members: Colleague[],
  directory: Directory,
  workload: Workload,
): Colleague | null {
  const inTurn = nextInTurn(members, directory, workload.cursors[seeker.group] ?? null);
  const load = (person: Colleague) => workload.open[person.id] ?? 0;
  switch (seeker.strategy) {
    case 'roundRobin':
      return inTurn[0] ?? null;
    case 'leastLoaded':
      return least(inTurn, load);
    case 'weighted':
      return least(inTurn, (person) => (load(person) + 1) / Math.max(person.weight, 0.001));
    case 'sticky':
      return members.find((person) => person.id === workload.last[seeker.group]) ?? inTurn[0] ?? null;
  }
}

/** The members from the one after the last picked, around; also when that one is not a member any more. */
function nextInTurn(members: Colleague[], directory: Directory, last: string | null): Colleague[] {
  const order = new Map(directory.people.map((person, index) => [person.id, index]));
  const position = last === null ? -1 : (order.get(last) ?? -1);
  const place = (person: Colleague) => order.get(person.id) ?? 0;
  return [...members.filter((m) => place(m) > position), ...members.filter((m) => place(m) <= position)];
}

function least(people: Colleague[], measure: (person: Colleague) => number): Colleague | null {
  return people.reduce<Colleague | null>(
    (best, person) => (best === null || measure(person) < measure(best) ? person : best),
    null,
  );
}
