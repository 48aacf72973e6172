import type { RecordContext } from '../../db/context';
import { systemContext } from '../../db/context';
import { connect, type Db } from '../../db/connect';
import { createRecord } from '../../db/records/create';
import { createTestDatabase } from '../support/servers';

export interface Company {
  db: Db;
  url: string;
  /** Contexts of the people by login. */
  as: (login: string) => RecordContext;
  idOf: (login: string) => string;
  close: () => Promise<void>;
}

const STAFF: [login: string, name: string, roles: string[], boss: string | null][] = [
  ['zhao', '赵敏', ['director'], null],
  ['qian', '钱进', ['manager'], 'zhao'],
  ['sun', '孙丽', ['manager'], 'zhao'],
  ['li', '李娜', ['rep'], 'qian'],
  ['zhou', '周强', ['rep'], 'qian'],
  ['wu', '吴芳', ['rep'], 'sun'],
  ['zheng', '郑洁', ['finance'], 'zhao'],
  ['wang', '王磊', ['orderDesk'], 'zhao'],
  ['admin', '管理员', ['admin'], null],
];

/** The little company of the tests, in a database of its own. */
export async function openCompany(): Promise<Company> {
  const { url, drop } = await createTestDatabase();
  const db = connect(url, { max: 20 });
  const people = new Map<string, { id: string; roles: string[] }>();
  for (const [login, name, roles, boss] of STAFF) {
    const person = await createRecord(
      db,
      'employee',
      { login, name, roles, code: login, managerId: boss && people.get(boss)?.id },
      systemContext(),
    );
    people.set(login, { id: person.id, roles });
  }
  const find = (login: string) => people.get(login) ?? fail(login);
  return {
    db,
    url,
    idOf: (login) => find(login).id,
    as: (login) => ({ actorId: find(login).id, roles: find(login).roles, requestId: 'test' }),
    close: async () => {
      await db.destroy();
      await drop();
    },
  };
}

function fail(login: string): never {
  throw new Error(`nobody has the login ${login}`);
}
