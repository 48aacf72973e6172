import Ajv2020 from 'ajv/dist/2020';
import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/process/types';
import { handStarts, startFor, type NewestProcess } from '../../db/newestProcesses';
import { getRecord, recordContext } from '../../db/records/read';
import { isOver } from '../../db/statuses';
import { isLed } from '../../db/leading';
import { found } from '../http/answers';
import { route, type Answer, type Call } from '../http/route';
import { JSON_OBJECT, LABEL, list, object, query, TEXT, UUID, VERSION } from '../http/schemas';

interface Start {
  definition: string;
  entity: string;
  entityId: string;
  vars?: JsonObject;
}

export const startProcessRoutes = [
  route<undefined, { entity: string }>({
    method: 'get',
    path: '/api/process-starts',
    tag: 'processes',
    summary: 'Processes that a person may start for a record of this entity.',
    permission: 'process.start',
    query: query({ entity: TEXT }),
    response: object({ items: list(object({ key: TEXT, version: VERSION, title: LABEL })) }),
    async handle({ query, deps }) {
      const starts = await handStarts(deps.db, query.entity ?? '');
      return { body: { items: starts.map(({ key, version, titles }) => ({ key, version, title: titles })) } };
    },
  }),
  route<Start>({
    method: 'post',
    path: '/api/processes',
    tag: 'processes',
    summary: 'Starts a process by hand for a record that you may read; 409 while one is open for it.',
    permission: 'process.start',
    body: object(
      {
        definition: { type: 'string', maxLength: 128 },
        entity: { type: 'string', maxLength: 64 },
        entityId: UUID,
        vars: { ...JSON_OBJECT, description: 'Variables of the process, by its schema.' },
      },
      ['definition', 'entity', 'entityId'],
    ),
    response: object({ instanceId: UUID }),
    status: 201,
    handle: start,
  }),
];

async function start(call: Call<Start>): Promise<Answer> {
  const { body, context, deps, write } = call;
  const entity = entityOf(body.entity);
  // One that is hidden from the person does not exist.
  found(await getRecord(deps.db, entity.key, body.entityId, context));
  const process = found((await handStarts(deps.db, entity.key)).find(({ key }) => key === body.definition));
  mustFit(process, body.vars ?? {});
  return write(async (trx) => {
    const record = found(await recordContext(trx, entity.key, body.entityId));
    if (
      process.leads &&
      ((await isLed(trx, entity.key, body.entityId)) || (await isOver(trx, entity.key, record)))
    )
      throw new DomainError('STATUS_FOLLOWS_PROCESS');
    const { id, started } = await startFor(trx, process, record, {
      input: body.vars ?? {},
      actorId: context.actorId,
      once: true,
    });
    if (!started) throw new DomainError('PROCESS_OPEN', { instanceId: id });
    return { headers: { Location: `/api/processes/${id}` }, body: { instanceId: id } };
  });
}

function mustFit({ vars }: NewestProcess, given: JsonObject): void {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  const properties = vars ?? {};
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(properties, name) && ajv.validate(properties[name] ?? {}, value)) continue;
    const message = {
      'zh-CN': '不是该流程的变量，或取值不符',
      en: 'is no variable of the process, or does not fit',
    };
    throw new DomainError('VALIDATION_FAILED', {}, [{ pointer: `/vars/${name}`, code: 'invalid', message }]);
  }
}
