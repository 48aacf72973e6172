import { evaluateBoolean } from '../expression/expression';
import { candidateContext, meant, type Colleague, type Directory } from './directory';
import type { Assignment } from '../generated/process';
import { passOver, type Passed, type Trial } from './finding';
import type { Seeker, Sought, Source } from './requests';
import type { JsonObject } from './types';

export interface AssignmentRequest {
  seekers: Sought[];
  /** People who must not get it, because they asked for it. */
  exclude: string[];
  /** People who had it and did not take it; their manager is meant in their place. */
  declined?: string[];
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

/** Somebody who may not get it, and whose deputy may not either because of this very task. */
interface InVain {
  person: Colleague;
  deputy: Passed;
  source?: Source;
}

type Pool = Extract<Seeker, { by: 'pool' }>;

/** The first resolver that gives an eligible person wins; an ineligible one is never picked silently. */
export function pick(
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
): Pick & { tried: Trial[] } {
  const tried: Trial[] = [];
  const inVain: InVain[] = [];
  for (const { source, ...seeker } of request.seekers) {
    const trial: Trial = { ...(source && { source }), result: 'nobody', passed: [] };
    tried.push(trial);
    if (seeker.by === 'nobody') continue;
    const found =
      seeker.by === 'pool'
        ? pickFromPool(seeker, request, directory, workload, trial)
        : pickPerson(seeker, request, directory, workload, trial, inVain);
    if (found) return { ...found, tried: [...tried.slice(0, -1), { ...trial, result: 'found' }] };
    if (trial.passed.length > 0) trial.result = 'unfit';
  }
  for (const { person, deputy, source } of inVain) {
    const trial: Trial = { ...(source && { source }), result: 'found', passed: [] };
    passOver(trial, { ...deputy, ...(person.managerId && { instead: person.managerId }) });
    const found = pickAbove(person, request, directory, workload, trial);
    if (found) return { ...found, tried: [...tried, trial] };
  }
  const groups = request.seekers.flatMap((seeker) => (seeker.by === 'pool' ? [seeker.group] : []));
  const queue = request.rules?.ifNone?.queue ?? groups[0] ?? 'unassigned';
  return { assignee: null, onBehalfOf: null, candidates: [], queue, pool: null, tried };
}

function pickPerson(
  seeker: Seeker,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
  trial: Trial,
  inVain: InVain[],
): Pick | null {
  for (const id of meant(directory, seeker)) {
    const person = entitled(directory.byId.get(id), request, directory);
    if (person?.id !== id) {
      const why = directory.byId.has(id) ? (barred(id, request) ?? 'asked') : 'unknown';
      passOver(trial, { id, why, ...(person && { instead: person.id }) });
    }
    const found = person && eligibleOrDeputy(person, request, directory, workload, trial);
    if (found) return found;
    const deputy = person && deputyOf(person, request, directory);
    const no = deputy && isExcluded(deputy, request);
    if (no) inVain.push({ person, deputy: no, source: trial.source });
  }
  return null;
}

/** Whoever asked or declined may not come back as somebody's deputy: where nobody else is left it goes up from there. */
function pickAbove(
  person: Colleague,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
  trial: Trial,
): Pick | null {
  const seen = new Set([person.id]);
  const above = ({ managerId }: Colleague) => directory.byId.get(managerId ?? '');
  for (let next = above(person); next && !seen.has(next.id); next = above(next)) {
    seen.add(next.id);
    const no = isExcluded(next, request);
    if (no) passOver(trial, no);
    const found = no ? null : eligibleOrDeputy(next, request, directory, workload, trial);
    if (found) return found;
  }
  return null;
}

/** Who asked may not decide, who declined does not do it: the task goes up, to the manager, as often as needed. */
function entitled(
  person: Colleague | undefined,
  request: AssignmentRequest,
  directory: Directory,
): Colleague | undefined {
  const seen = new Set<string>();
  let current = person;
  while (current && barred(current.id, request) && !seen.has(current.id)) {
    seen.add(current.id);
    current = directory.byId.get(current.managerId ?? '');
  }
  return current && barred(current.id, request) ? undefined : current;
}

/** One level of substitution, and the deputy must be eligible too. */
function eligibleOrDeputy(
  person: Colleague,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
  trial: Trial,
): Pick | null {
  const plain = { candidates: [], queue: null, pool: null };
  const reason = unfit(person, request, workload);
  if (!reason) return { assignee: person.id, onBehalfOf: null, ...plain };
  const deputy = deputyOf(person, request, directory);
  const no = deputy && (isExcluded(deputy, request) ?? unfit(deputy, request, workload));
  if (deputy && !no) {
    passOver(trial, { ...reason, instead: deputy.id });
    return { assignee: deputy.id, onBehalfOf: person.id, ...plain };
  }
  passOver(trial, reason);
  if (no) passOver(trial, no);
  return null;
}

function deputyOf(person: Colleague, { rules }: AssignmentRequest, directory: Directory) {
  return rules?.substitute === 'none' ? undefined : directory.byId.get(person.deputyId ?? '');
}

function isExcluded({ id }: Colleague, request: AssignmentRequest): Passed | null {
  const why = barred(id, request);
  return why && { id, why };
}

function barred(id: string, { exclude, declined }: AssignmentRequest): 'asked' | 'declined' | null {
  if (exclude.includes(id)) return 'asked';
  return declined?.includes(id) ? 'declined' : null;
}

/** Why this person may not get it; null = may. */
function unfit(person: Colleague, request: AssignmentRequest, workload: Workload): Passed | null {
  const { id } = person;
  for (const demand of request.rules?.eligible ?? ['active', 'notAbsent']) {
    if (demand === 'active') {
      if (!person.active) return { id, why: 'inactive' };
    } else if (demand === 'notAbsent') {
      const away = person.absences.find(([from, to]) => from <= request.today && request.today <= to);
      if (away) return { id, why: 'absent', until: away[1] };
    } else if (person.capacity !== null && (workload.open[id] ?? 0) >= person.capacity) {
      return { id, why: 'overCapacity' };
    }
  }
  return null;
}

function pickFromPool(
  seeker: Pool,
  request: AssignmentRequest,
  directory: Directory,
  workload: Workload,
  trial: Trial,
): Pick | null {
  const people = directory.people.filter((person) => person.groups.includes(seeker.group));
  const members = people.filter((person) => {
    const no =
      isExcluded(person, request) ??
      unfit(person, request, workload) ??
      (fits(seeker.if, person, request) ? null : { id: person.id, why: 'condition' as const });
    if (no) passOver(trial, no);
    return no === null;
  });
  const { group, strategy } = seeker;
  const after = (strategy === 'sticky' ? workload.last : workload.cursors)[group] ?? null;
  trial.pool = { strategy, size: people.length, fit: members.length, after };
  const assignee = choose(seeker, members, directory, workload);
  return assignee && { assignee: assignee.id, onBehalfOf: null, candidates: [], queue: null, pool: group };
}

function fits(condition: string | undefined, candidate: Colleague, request: AssignmentRequest): boolean {
  if (condition === undefined) return true;
  const context = { candidate: candidateContext(candidate), entity: request.entity, vars: request.vars };
  const result = evaluateBoolean(condition, context);
  return result.ok && result.value;
}

function choose(
  seeker: Pool,
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
      return least(
        inTurn.filter(({ weight }) => weight > 0),
        (person) => (load(person) + 1) / person.weight,
      );
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
