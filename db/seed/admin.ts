import { randomBytes } from 'node:crypto';
import { run, type Db } from '../connect';
import { systemContext } from '../context';
import { hashPassword } from '../passwords';
import { setPassword } from '../people';
import { createRecord } from '../records/create';

/**
 * The first administrator of an empty system, with a random password that is told once and kept nowhere; null when there
 * is an administrator already.
 */
export async function createAdministrator(db: Db): Promise<{ login: string; password: string } | null> {
  return db.transaction(async (trx) => {
    await run(trx, { text: 'select pg_advisory_xact_lock(7305)', values: [] });
    if (await trx('employee').first('id').whereRaw("'admin' = any(roles)")) return null;
    const password = randomBytes(12).toString('base64url');
    const employee = await createRecord(
      trx,
      'employee',
      { login: 'admin', code: 'admin', name: '系统管理员', category: 'admin', roles: ['admin'] },
      systemContext({ reason: 'first start' }),
    );
    await setPassword(trx, employee.id, await hashPassword(password));
    return { login: 'admin', password };
  });
}
