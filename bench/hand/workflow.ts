import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { JsonObject } from '../../domain/process/types';
import type { Changes, Completion, SaleActivities, SaleInput, Standing } from './messages';

const OPTIONS = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
} as const;
const regular = proxyActivities<SaleActivities>(OPTIONS);
const local = proxyLocalActivities<SaleActivities>(OPTIONS);

type Pending = Omit<Changes, 'instanceId' | 'workflowId' | 'runId' | 'seq' | 'now' | 'stage' | 'by'>;

interface Sale {
  input: SaleInput;
  seq: number;
  visits: number;
  stage: string;
  outcome: string | null;
  task: { key: string; step: string; assignee: string } | null;
  answer: Completion | null;
  by: string | null;
  /** What has happened since the last commit. */
  pending: Pending;
  isBusy: boolean;
}

/** `sales.project` as one would write it by hand: the same stages, tasks, reminders, actions and commits. */
export async function handSale(input: SaleInput): Promise<{ outcome: string }> {
  const sale: Sale = {
    input,
    seq: 0,
    visits: 0,
    stage: '',
    outcome: null,
    task: null,
    answer: null,
    by: null,
    pending: {},
    isBusy: true,
  };
  listen(sale);
  const outcome = await sell(sale);
  sale.outcome = outcome;
  const set = outcome === 'won' ? { status: 'won', probability: 1 } : { status: 'lost', probability: 0 };
  sale.pending = { ...sale.pending, leave: sale.stage, outcome, set: { ...sale.pending.set, ...set } };
  await save(sale);
  sale.isBusy = false;
  await condition(allHandlersFinished);
  return { outcome };
}

async function sell(sale: Sale): Promise<'won' | 'lost'> {
  const call = await task(sale, 'contact', 'call', 1);
  if (call.interest === 'high') await task(sale, 'contact', 'visit', 3);
  if (call.interest === 'none') return 'lost';
  await task(sale, 'needs', 'requirements', 3);
  await task(sale, 'solution', 'design', 3);
  for (let round = 0; ; round++) {
    await quote(sale);
    const reply = await task(sale, 'intent', 'reply', 3);
    if (reply.answer === 'yes') break;
    if (reply.answer !== 'requote' || round >= 3) return 'lost';
  }
  const terms = await task(sale, 'negotiate', 'terms', 3);
  sale.pending.set = { paymentTerms: terms.paymentTerms ?? null };
  const credit = await act(sale, 'credit.check');
  if (credit.ok !== true && terms.paymentTerms !== 'prepaid')
    await task(sale, 'negotiate', 'release', 1, sale.input.manager);
  await task(sale, 'contract', 'sign', 3);
  sale.pending.milestone = 'won';
  await act(sale, 'order.create');
  return 'won';
}

/** Priced again until everybody who must approve the discount does. */
async function quote(sale: Sale): Promise<void> {
  for (let isApproved = false; !isApproved;) {
    const price = await task(sale, 'quote', 'price', 1);
    const discount = Number(price.discount ?? 0);
    sale.pending.set = { discount };
    isApproved =
      (discount <= 0.1 || (await task(sale, 'quote', 'approve', 1, sale.input.manager)).ok === true) &&
      (discount <= 0.3 || (await task(sale, 'quote', 'approve', 1, sale.input.director)).ok === true);
  }
  await act(sale, 'quote.send');
}

/** Opens a task, reminds of it, and waits for its answer; the next commit closes it. */
async function task(
  sale: Sale,
  stage: string,
  step: string,
  days: number,
  assignee = sale.input.owner,
): Promise<JsonObject> {
  const isEntering = sale.stage !== stage;
  if (isEntering)
    sale.pending = { ...sale.pending, enter: stage, ...(sale.stage !== '' && { leave: sale.stage }) };
  sale.stage = stage;
  const key = `${stage}.${step}.${++sale.visits}`;
  sale.task = { key, step, assignee };
  sale.pending.open = { key, stage, step, assignee, days };
  sale.answer = null;
  const rungs = await save(sale);
  if (isEntering) upsertSearchAttributes({ GuanxiStage: [stage] });
  sale.isBusy = false;
  const answer = await answerOf(sale, key, rungs);
  sale.by = answer.by;
  sale.pending.close = { key, out: answer.with };
  sale.task = null;
  return answer.with;
}

async function answerOf(sale: Sale, key: string, rungs: number[]): Promise<Completion> {
  const isAnswered = () => sale.answer !== null;
  for (const [no, at] of rungs.entries()) {
    if (await condition(isAnswered, Math.max(1, at - Date.now()))) break;
    const { manager } = sale.input;
    sale.pending.rung = { key, no, manager, assignee: sale.task?.assignee ?? manager };
    if (no === rungs.length - 1 && sale.task) sale.task.assignee = manager;
    await save(sale);
  }
  await condition(isAnswered);
  // The condition above has seen it.
  return sale.answer as unknown as Completion;
}

/** What is decided is written down before the action, so that its key means one thing for ever. */
async function act(sale: Sale, action: string): Promise<JsonObject> {
  const { instanceId } = sale.input;
  await save(sale);
  const { workflowId } = workflowInfo();
  return local.act({ instanceId, workflowId, key: `${sale.stage}.${sale.seq}`, action });
}

async function save(sale: Sale): Promise<number[]> {
  const { workflowId, runId } = workflowInfo();
  const { instanceId, isLocal } = sale.input;
  const { save: write } = isLocal ? local : regular;
  const changes: Changes = {
    ...sale.pending,
    instanceId,
    workflowId,
    runId,
    seq: sale.seq++,
    now: Date.now(),
    stage: sale.stage,
    by: sale.by,
  };
  sale.pending = {};
  return write(changes);
}

function listen(sale: Sale): void {
  const check = ({ step, by }: Completion) => {
    if (sale.task?.step !== step) throw refusal('TASK_CLOSED');
    if (sale.task.assignee !== by) throw refusal('TASK_NOT_YOURS');
  };
  const answer = async (completion: Completion): Promise<Standing> => {
    await condition(() => !sale.isBusy);
    check(completion);
    sale.answer = completion;
    sale.isBusy = true;
    await condition(() => !sale.isBusy);
    return { stage: sale.stage, task: sale.task?.key ?? null, outcome: sale.outcome };
  };
  const validator = (completion: Completion) => {
    if (!sale.isBusy) check(completion);
  };
  setHandler(defineUpdate<Standing, [Completion]>('complete'), answer, { validator });
}

function refusal(code: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, code);
}
