import { newest } from '../../db/definitions';
import { enqueueMessage } from '../../db/messages';
import { getPerson } from '../../db/people';
import { recordImage, type RecordJson } from '../../db/records/read';
import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import type { TemplateDefinition } from '../../domain/generated/template';
import type { JsonObject } from '../../domain/process/types';
import type { Locale } from '../../domain/message/liquid';
import { quotationParams } from '../../domain/message/quotation';
import { render } from '../messages/render';
import type { Action, ActionRun } from './action';

/** Mails the quotation to the deal's contact, or else to the customer; says so when there is no address. */
export const quoteSend: Action = async (run) => {
  const { db, key, instance, params } = run;
  const opportunity = await mustRead(run, 'opportunity', instance.entityId);
  const customer = await mustRead(run, 'customer', String(opportunity.customerId));
  const contact =
    typeof opportunity.contactId === 'string'
      ? await recordImage(db, entityOf('contact'), opportunity.contactId)
      : null;
  const toAddress = textOf(contact?.email) ?? textOf(customer.email);
  if (!toAddress) return { sent: false, messageId: '' };
  const template = await newest(db, 'template', String(params.template));
  if (!template) throw new DomainError('NOT_FOUND', { template: params.template });
  const locale: Locale = customer.locale === 'en' ? 'en' : 'zh-CN';
  // Published definitions were checked against their schema.
  const content = render(
    template.body as unknown as TemplateDefinition,
    locale,
    await quoteParams(run, opportunity, customer, contact, locale),
  );
  const message = await enqueueMessage(db, {
    dedupeKey: key,
    channel: 'email',
    toName: textOf(contact?.name) ?? textOf(customer.name),
    toAddress,
    locale,
    template: String(params.template),
    ...content,
    messageId: `<${key.replace(/[^A-Za-z0-9.-]/g, '.')}@guanxi>`,
    customerId: customer.id,
    entity: 'opportunity',
    entityId: opportunity.id,
    instanceId: instance.id,
  });
  return { sent: true, messageId: message.id };
};

async function quoteParams(
  run: ActionRun,
  opportunity: RecordJson,
  customer: RecordJson,
  contact: RecordJson | null,
  locale: Locale,
): Promise<JsonObject> {
  const sender =
    typeof opportunity.ownerId === 'string' ? await getPerson(run.db, opportunity.ownerId) : null;
  // A collection of an image is a list of row objects.
  const lines = (opportunity.lines ?? []) as JsonObject[];
  const named = lines.map(async (line) => ({ ...line, product: await productName(run, line) }));
  return quotationParams({ customer, contact, opportunity, lines: await Promise.all(named), sender }, locale);
}

async function productName({ db }: ActionRun, line: JsonObject): Promise<string> {
  const product =
    typeof line.productId === 'string' ? await recordImage(db, entityOf('product'), line.productId) : null;
  return textOf(product?.name) ?? textOf(line.description) ?? '';
}

async function mustRead(
  { db }: ActionRun,
  entity: 'opportunity' | 'customer',
  id: string,
): Promise<RecordJson> {
  const record = await recordImage(db, entityOf(entity), id);
  if (!record) throw new DomainError('NOT_FOUND', { entity, id });
  return record;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
