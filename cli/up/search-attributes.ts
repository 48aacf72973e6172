import { Connection } from '@temporalio/client';

export type SearchAttributeKind = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** Numbers of temporal.api.enums.v1.IndexedValueType. */
const TYPES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 };

/** Adds those search attributes that the namespace lacks; the others stay as they are. */
export async function registerSearchAttributes(
  address: string,
  namespace: string,
  wanted: Record<string, SearchAttributeKind>,
): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(wanted).filter(([name]) => !customAttributes?.[name]);
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map(([name, kind]) => [name, TYPES[kind]]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } finally {
    await connection.close();
  }
}
