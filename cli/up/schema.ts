import { connect } from '../../db/connect';
import { migrate } from '../../db/migrate';

/** Brings the schema up to date and tells what was applied. */
export async function prepareDatabase(url: string): Promise<string[]> {
  const db = connect(url, { max: 1, applicationName: 'guanxi up' });
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
  }
}
