import { connect } from '../../db/connect';
import { publishShipped } from './definitions';
import { createAdministrator } from '../../db/seed/admin';
import { seedDemo } from '../../db/seed/demo';

/** Who can sign in after the start, for the lines that `up` prints. */
export interface Account {
  login: string;
  name: string;
  roles: string[];
  password: string;
}

/** Loads the demo company once; without the demo an empty system gets one administrator, whose password is told once. */
export async function fillDatabase(
  url: string,
  demo: boolean,
  say: (line: string) => void,
): Promise<Account[]> {
  const db = connect(url, { applicationName: 'guanxi up' });
  try {
    await publishShipped(db, say);
    if (demo) return (await seedDemo(db, say)).accounts;
    const administrator = await createAdministrator(db);
    return administrator ? [{ ...administrator, name: '', roles: ['admin'] }] : [];
  } finally {
    await db.destroy();
  }
}
