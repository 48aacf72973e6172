import { connect, type Db } from '../db/connect';
import { getInstance } from '../db/instances';
import { isUuid } from '../domain/entity/fieldTypes';
import type { Diagnosis, Sound } from '../api/repair';
import { CommandError } from './command-error';
import { running } from './running';

/**
 * Carries on a case whose workflow cannot, with what PostgreSQL holds; without --apply it only says what it would do.
 * Whoever may read the database may do it: there is no route for it.
 */
export async function run([name = '']: string[], options: Record<string, unknown>): Promise<number> {
  const place = running(options);
  const db = connect(place.databaseUrl, { max: 2, applicationName: 'guanxi repair' });
  // The client is loaded only here, as by the doctor.
  const { connectTemporal } = await import('../api/temporal');
  const { repairCase } = await import('../api/repair');
  const temporal = await connectTemporal(place.temporalAddress, place.temporalNamespace);
  const apply = options['apply'] === true;
  try {
    const workflowId = await workflowOf(db, name);
    const found = await repairCase(db, temporal, workflowId, {
      apply,
      withSignals: options['signals'] !== false,
    });
    if (typeof found === 'string') throw new CommandError(nothingToDo(name, found));
    process.stdout.write(report(found, apply));
    return 0;
  } finally {
    await temporal.close();
    await db.destroy();
  }
}

const NOTHING_TO_DO: Record<Sound, CommandError['sentence']> = {
  unknown: { 'zh-CN': '没有这个流程实例。', en: 'there is no such case.' },
  starting: {
    'zh-CN': '它尚未写入任何内容；有工作进程可以接收时会自行开始。',
    en: 'it has not written anything yet; it begins by itself once a worker can take it.',
  },
  ended: { 'zh-CN': '它已结束。', en: 'it has ended.' },
  goesOn: {
    'zh-CN': '它的工作流正常运行，无需修复。',
    en: 'its workflow goes on; there is nothing to repair.',
  },
};

function nothingToDo(name: string, found: Sound): CommandError['sentence'] {
  const words = NOTHING_TO_DO[found];
  return { 'zh-CN': `${name}：${words['zh-CN']}`, en: `${name}: ${words.en}` };
}

/** By the id of the process, as pages show it, or by that of its workflow. */
async function workflowOf(db: Db, name: string): Promise<string> {
  return isUuid(name) ? ((await getInstance(db, name))?.workflowId ?? name) : name;
}

function report({ instance, standing, unapplied, actions }: Diagnosis, apply: boolean): string {
  const wrong = standing?.isRunning
    ? `its workflow has failed ${standing.failures} times in a row`
    : 'no workflow runs';
  return [
    `${instance.workflowId} (${instance.title}): ${wrong}.`,
    `Its state is that of its last commit: ${instance.status}, stage ${instance.stage ?? '-'}.`,
    ...(unapplied.events.length > 0
      ? [
          `${unapplied.events.length} signals that came since: ${unapplied.events.map(({ type }) => type).join(', ')}.`,
        ]
      : []),
    ...(unapplied.unread > 0 ? [`${unapplied.unread} signals that nobody can read are left out.`] : []),
    ...actions.map((action) => `The action of ${action} is tried again under its key.`),
    apply ? 'A new run carries it on.' : 'Nothing was done; --apply begins a new run that carries it on.',
    '',
  ].join('\n');
}
