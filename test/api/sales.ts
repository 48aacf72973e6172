import { randomUUID } from 'node:crypto';
import type { Client, ReplyBody } from './client';
import { eventually } from './engine';

/** A customer with an opportunity, and the first task that its process brings. */
export async function createSale(
  client: Client,
  more: object = {},
): Promise<{ opportunity: ReplyBody; task: ReplyBody }> {
  const { body: customer } = await client.post('/api/customers', {
    name: `客户 ${randomUUID()}`,
    email: 'cg@suzhou.example',
  });
  const { body: opportunity } = await client.post('/api/opportunities', {
    name: '光谱仪采购',
    customerId: customer['id'],
    lines: [{ description: '台式光谱仪', quantity: 2, unitPrice: '180000' }],
    ...more,
  });
  const task = await eventually(
    async () => items(await client.get(`/api/tasks?entityId=${String(opportunity['id'])}`))[0],
    'the first task',
  );
  return { opportunity, task };
}

// a page's items are an array
export const items = ({ body }: { body: ReplyBody }): ReplyBody[] => body['items'] as unknown as ReplyBody[];
export const at = (task: ReplyBody, name: string): string => `/api/tasks/${String(task['id'])}/${name}`;
