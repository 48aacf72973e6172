import type { Organisation } from '../domain/definition/organisation';
import { isPeriod, isUuid } from '../domain/entity/fieldTypes';
import { poolOf, run, type Db } from './connect';
import { only } from './rows';

/** A person as assignment sees one. `absences` are [from, to] dates, both days away. */
export interface Person {
  id: string;
  code: string;
  login: string;
  name: string;
  roles: string[];
  groups: string[];
  managerId: string | null;
  deputyId: string | null;
  active: boolean;
  absences: [string, string][];
  capacity: number | null;
  weight: number;
  locale: 'zh-CN' | 'en';
  calendar: string;
  email: string | null;
  phone: string | null;
}

const COLUMNS = {
  id: 'id',
  code: 'code',
  login: 'login',
  name: 'name',
  roles: 'roles',
  groups: 'groups',
  managerId: 'manager_id',
  deputyId: 'deputy_id',
  active: 'active',
  absences: 'absences',
  capacity: 'capacity',
  weight: 'weight',
  locale: 'locale',
  calendar: 'calendar',
  email: 'email',
  phone: 'phone',
};

const SELECTED = Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ');

/** Differs whenever a row of `employee` was added, changed or removed: each version of a row has its place and its writer. */
const STAMP = `select count(*) || ':' || coalesce(sum(hashtextextended(id::text || ctid::text || xmin::text, 0)), 0) as stamp
  from employee`;

/** Who was read last, for each pool of connections. */
const remembered = new WeakMap<object, { stamp: string; people: readonly Person[] }>();

/**
 * Everybody, also those who left: old rows name them. In a stable order, which round robin follows. As they are now: what
 * was read before is given again only while no row is another one, which was a fifth of the work with nine people.
 */
export async function loadPeople(db: Db): Promise<readonly Person[]> {
  const { stamp } = only(await run<{ stamp: string }>(db, { name: 'people-stamp', text: STAMP, values: [] }));
  const pool = poolOf(db);
  const known = remembered.get(pool);
  if (known?.stamp === stamp) return known.people;
  const rows = await db('employee').select<PersonRow[]>(COLUMNS).orderBy(['code', 'id']);
  const people = Object.freeze(rows.map(toPerson));
  remembered.set(pool, { stamp, people });
  return people;
}

/** These people and everybody above them, in the same order; ids that are none are nobody's. */
export async function loadPeopleAbove(db: Db, ids: string[], codes: string[]): Promise<Person[]> {
  const text = `with recursive up as (
      select id, manager_id from employee where id = any($1::uuid[]) or code = any($2::text[])
      union select e.id, e.manager_id from employee e join up on e.id = up.manager_id)
    select ${SELECTED} from employee where id in (select id from up) order by code, id`;
  const values = [ids.filter(isUuid), codes];
  return (await run<PersonRow>(db, { name: 'people-above', text, values })).map(toPerson);
}

/** The groups and the codes of everybody who is active. */
export async function getOrganisation(db: Db): Promise<Organisation> {
  const text = `select
    array(select distinct unnest(groups) from employee where active order by 1) as groups,
    array(select code from employee where active order by 1) as employees`;
  const [row] = await run<Organisation>(db, { name: 'organisation', text, values: [] });
  return row ?? { groups: [], employees: [] };
}

export async function getPerson(db: Db, id: string): Promise<Person | null> {
  const row = await db('employee').first<PersonRow | undefined>(COLUMNS).where({ id });
  return row ? toPerson(row) : null;
}

/** For signing in: the person and the Argon2id hash of the password, null when there is none to sign in with. */
export async function findLogin(
  db: Db,
  login: string,
): Promise<(Person & { passwordHash: string | null }) | null> {
  const row = await db('employee')
    .first<(PersonRow & { passwordHash: string | null }) | undefined>({
      ...COLUMNS,
      passwordHash: 'password_hash',
    })
    .where({ login });
  return row ? { ...toPerson(row), passwordHash: row.passwordHash } : null;
}

export async function setPassword(db: Db, employeeId: string, hash: string): Promise<void> {
  await db('employee').where({ id: employeeId }).update({ password_hash: hash });
}

/** Who was picked last in each pool, locked until the transaction ends, so that two picks at once differ. */
export async function lockPools(trx: Db, pools: string[]): Promise<Record<string, string | null>> {
  if (pools.length === 0) return {};
  const sorted = [...new Set(pools)].sort();
  await trx('pool_cursor')
    .insert(sorted.map((pool) => ({ pool })))
    .onConflict('pool')
    .ignore();
  const text =
    'select pool, last_employee_id as last from pool_cursor where pool = any($1) order by pool for update';
  const rows = await run<{ pool: string; last: string | null }>(trx, { text, values: [sorted] });
  return Object.fromEntries(rows.map((row) => [row.pool, row.last]));
}

/** The same without a lock, to look at. */
export async function readPools(db: Db): Promise<Record<string, string | null>> {
  const text = 'select pool, last_employee_id as last from pool_cursor';
  const rows = await run<{ pool: string; last: string | null }>(db, { text, values: [] });
  return Object.fromEntries(rows.map(({ pool, last }) => [pool, last]));
}

export async function savePool(trx: Db, pool: string, lastEmployeeId: string): Promise<void> {
  await trx('pool_cursor')
    .insert({ pool, last_employee_id: lastEmployeeId })
    .onConflict('pool')
    .merge(['last_employee_id']);
}

type PersonRow = Omit<Person, 'absences' | 'weight'> & {
  absences: unknown;
  weight: string;
};

function toPerson(row: PersonRow): Person {
  // what was written before absences were checked may be anything
  const absences = Array.isArray(row.absences) ? row.absences.filter(isPeriod) : [];
  return { ...row, absences, weight: Number(row.weight) };
}
