import { updateRecord } from '../../db/records/update';
import type { Action } from './action';

export const recordUpdate: Action = async ({ db, params, context }) => {
  const { entity, id, set } = params;
  const values = typeof set === 'object' && set !== null && !Array.isArray(set) ? set : {};
  const record = await updateRecord(db, String(entity), String(id), values, null, context);
  return { version: record.version };
};
