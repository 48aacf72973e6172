import { DomainError } from '../../domain/errors';
import { systemContext, type RecordContext } from '../../db/context';
import { publish } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import { deleteRecord } from '../../db/records/delete';
import { getRecord } from '../../db/records/read';
import { updateRecord } from '../../db/records/update';
import { openCompany, type Company } from './company';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
});
afterAll(() => company.close());

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (cause: unknown) => (cause instanceof DomainError ? cause.code : String(cause)),
  );
}

async function pointersOf(work: Promise<unknown>): Promise<string[]> {
  return work.then(
    () => [],
    (cause: unknown) =>
      cause instanceof DomainError ? cause.fields.map((field) => field.pointer) : [String(cause)],
  );
}

const customer = (name = '苏州精密仪器有限公司') => ({ name, phone: '0512-6688 1234' });

describe('a record', () => {
  it('is created with a number, its owner, its defaults and an audit row', async () => {
    const { db, as, idOf } = company;
    const made = await createRecord(
      db,
      'customer',
      { ...customer(), creditLimit: '5000.5', tags: ['vip'] },
      as('li'),
    );
    expect(made).toMatchObject({
      ownerId: idOf('li'),
      ownerLabel: '李娜',
      status: 'normal',
      currency: 'CNY',
      creditLimit: '5000.50',
      tags: ['vip'],
      version: 1,
      createdBy: idOf('li'),
    });
    expect(made.number).toMatch(/^C\d{6}$/);
    const history = await db('audit').where({ entity: 'customer', entity_id: made.id });
    expect(history).toMatchObject([
      { action: 'create', actor_id: idOf('li'), after: { name: '苏州精密仪器有限公司' } },
    ]);
  });

  it('computes lines and their sum exactly, and keeps rows by id', async () => {
    const { db, as } = company;
    const { id: customerId } = await createRecord(db, 'customer', customer('行列'), as('li'));
    const made = await createRecord(
      db,
      'opportunity',
      {
        name: '光谱仪项目',
        customerId,
        lines: [
          { quantity: 3, unitPrice: '0.35', discount: 0.1 },
          { quantity: 1.5, unitPrice: 100.01 },
        ],
      },
      as('li'),
    );
    // 3 × 0.35 × 0.9 = 0.945 → 0.95; 1.5 × 100.01 = 150.015 → 150.02
    expect(made.lines).toMatchObject([{ amount: '0.95' }, { amount: '150.02' }]);
    expect(made.amount).toBe('150.97');
    const [first, second] = made.lines as { id: string }[];
    const changed = await updateRecord(
      db,
      'opportunity',
      made.id,
      {
        lines: [
          { id: second!.id, quantity: 2 },
          { description: '安装', quantity: 1, unitPrice: '10' },
        ],
      },
      1,
      as('li'),
    );
    expect(changed).toMatchObject({
      amount: '210.02',
      version: 2,
      lines: [
        { id: second!.id, amount: '200.02' },
        { amount: '10.00', description: '安装' },
      ],
    });
    expect((changed.lines as { id: string }[]).some((line) => line.id === first!.id)).toBe(false);
  });

  it('keeps its version when nothing changes and refuses an old version', async () => {
    const { db, as } = company;
    const made = await createRecord(db, 'customer', customer('版本'), as('li'));
    expect(await updateRecord(db, 'customer', made.id, { name: '版本' }, 1, as('li'))).toMatchObject({
      version: 1,
    });
    expect(await updateRecord(db, 'customer', made.id, { region: '华东' }, 1, as('li'))).toMatchObject({
      version: 2,
    });
    expect(await codeOf(updateRecord(db, 'customer', made.id, { region: '华北' }, 1, as('li')))).toBe(
      'VERSION_CONFLICT',
    );
  });

  it('lets one of two concurrent changes of the same version win', async () => {
    const { db, as } = company;
    const made = await createRecord(db, 'customer', customer('并发'), as('li'));
    const codes = await Promise.all(
      ['华东', '华北', '华南', '西部'].map((region) =>
        codeOf(updateRecord(db, 'customer', made.id, { region }, 1, as('li'))),
      ),
    );
    expect(codes.sort()).toEqual(['VERSION_CONFLICT', 'VERSION_CONFLICT', 'VERSION_CONFLICT', 'no error']);
  });

  it('is deleted only when nothing refers to it', async () => {
    const { db, as } = company;
    const made = await createRecord(db, 'customer', customer('删除'), as('li'));
    const contact = await createRecord(db, 'contact', { name: '王工', customerId: made.id }, as('li'));
    expect(await codeOf(deleteRecord(db, 'customer', made.id, null, as('li')))).toBe('FORBIDDEN');
    expect(await codeOf(deleteRecord(db, 'customer', made.id, null, as('qian')))).toBe('RECORD_IN_USE');
    await deleteRecord(db, 'contact', contact.id, null, as('qian'));
    await deleteRecord(db, 'customer', made.id, 1, as('qian'));
    expect(await getRecord(db, 'customer', made.id, as('qian'))).toBeNull();
  });
});

describe('a foreign record', () => {
  it('does not exist for a rep, is there for the manager, the director and not for the other manager', async () => {
    const { db, as } = company;
    const { id } = await createRecord(db, 'customer', customer('归属'), as('li'));
    const seen = await Promise.all(
      ['li', 'zhou', 'wu', 'qian', 'sun', 'zhao', 'admin'].map(
        async (login) => (await getRecord(db, 'customer', id, as(login))) !== null,
      ),
    );
    expect(seen).toEqual([true, false, false, true, false, true, true]);
    expect(await codeOf(updateRecord(db, 'customer', id, { name: 'x' }, null, as('zhou')))).toBe('NOT_FOUND');
    expect(
      await pointersOf(createRecord(db, 'opportunity', { name: 'x', customerId: id }, as('zhou'))),
    ).toEqual(['/customerId']);
  });

  it('cannot be taken or given away by a rep, but by the manager within the team', async () => {
    const { db, as, idOf } = company;
    const { id } = await createRecord(db, 'customer', customer('转移'), as('li'));
    expect(await codeOf(updateRecord(db, 'customer', id, { ownerId: idOf('zhou') }, null, as('li')))).toBe(
      'FORBIDDEN',
    );
    expect(await codeOf(updateRecord(db, 'customer', id, { ownerId: idOf('wu') }, null, as('qian')))).toBe(
      'FORBIDDEN',
    );
    expect(await updateRecord(db, 'customer', id, { ownerId: idOf('zhou') }, null, as('qian'))).toMatchObject(
      { ownerLabel: '周强' },
    );
    expect(
      await codeOf(createRecord(db, 'customer', { ...customer('他人'), ownerId: idOf('wu') }, as('li'))),
    ).toBe('FORBIDDEN');
  });

  it('is not opened by a role whose name looks like others', async () => {
    const { db, as, idOf } = company;
    const { id } = await createRecord(db, 'customer', customer('角色名'), as('li'));
    await getRecord(db, 'customer', id, { actorId: idOf('zhao'), roles: 'system' });
    await getRecord(db, 'customer', id, { actorId: idOf('zhao'), roles: ['director', 'admin'] });
    for (const roles of [['system'], ['director,admin'], ['"system"']]) {
      expect(await getRecord(db, 'customer', id, { actorId: idOf('wu'), roles })).toBeNull();
    }
  });

  it('hides the cost of a product from those who sell it', async () => {
    const { db, as } = company;
    const { id } = await createRecord(db, 'product', { name: '天平', price: '100', cost: '60' }, as('admin'));
    expect(await getRecord(db, 'product', id, as('zheng'))).toMatchObject({ cost: '60.00' });
    expect(await getRecord(db, 'product', id, as('li'))).not.toHaveProperty('cost');
    expect(await codeOf(getRecord(db, 'product', id, as('li'), ['cost']))).toBe('BAD_REQUEST');
    expect(await codeOf(createRecord(db, 'product', { name: '秤', price: '1' }, as('li')))).toBe('FORBIDDEN');
  });
});

describe('bad input', () => {
  it.each([
    ['an unknown field', { name: 'x', nope: 1 }, ['/nope']],
    ['__proto__', JSON.parse('{"name":"x","__proto__":{"ownerId":"1"}}'), ['/__proto__']],
    ['constructor', { name: 'x', constructor: 1 }, ['/constructor']],
    ['a read-only field', { name: 'x', creditHold: true }, ['/creditHold']],
    ['a wrong type', { name: 7, tags: 'x' }, ['/name', '/tags']],
    ['a missing field', {}, ['/name']],
    ['an over-long text', { name: 'x'.repeat(201) }, ['/name']],
    ['a NUL', { name: 'a\u0000b' }, ['/name']],
    ['half a surrogate pair', { name: 'a\uD800' }, ['/name']],
    ['too precise an amount', { name: 'x', creditLimit: '1.005' }, ['/creditLimit']],
    ['a huge amount', { name: 'x', creditLimit: 1e30 }, ['/creditLimit']],
    ['a choice that there is not', { name: 'x', locale: 'fr' }, ['/locale']],
    ['no object', [1], ['']],
    ['a reference to nothing', { name: 'x', ownerId: '01900000-0000-7000-8000-000000000000' }, ['/ownerId']],
    ['a reference that is no id', { name: 'x', ownerId: "1' or '1'='1" }, ['/ownerId']],
  ])('refuses %s', async (_, input, pointers) => {
    expect(await pointersOf(createRecord(company.db, 'customer', input, company.as('li')))).toEqual(pointers);
  });

  it('refuses wrong lines, with their place', async () => {
    const { db, as } = company;
    const { id: customerId } = await createRecord(db, 'customer', customer('坏行'), as('li'));
    const make = (lines: unknown) =>
      pointersOf(createRecord(db, 'opportunity', { name: 'x', customerId, lines }, as('li')));
    expect(await make([{ quantity: -1, unitPrice: '1' }])).toEqual(['/lines/0/quantity']);
    expect(await make([{ quantity: 1, unitPrice: '1' }, 7])).toEqual(['/lines/1']);
    expect(await make([{ quantity: 1, unitPrice: '1', amount: '5' }])).toEqual(['/lines/0/amount']);
    expect(await make('x')).toEqual(['/lines']);
    expect(await make([{ id: customerId, quantity: 1, unitPrice: '1' }])).toEqual(['/lines/0/id']);
  });

  it('treats an id that is none as not found', async () => {
    expect(await getRecord(company.db, 'customer', "x'; drop table customer", company.as('li'))).toBeNull();
    expect(await codeOf(updateRecord(company.db, 'customer', 'x', {}, null, company.as('li')))).toBe(
      'NOT_FOUND',
    );
    expect(await codeOf(createRecord(company.db, '__proto__', {}, company.as('li')))).toBe('NOT_FOUND');
  });

  it('gives nobody without a role anything', async () => {
    const { db, idOf } = company;
    const nobody = { actorId: idOf('li'), roles: [] };
    expect(await codeOf(createRecord(db, 'customer', customer('x'), nobody))).toBe('FORBIDDEN');
    expect(
      await codeOf(
        createRecord(db, 'customer', customer('x'), {
          actorId: idOf('li'),
          roles: ['__proto__', 'constructor'],
        }),
      ),
    ).toBe('FORBIDDEN');
  });
});

it('lets nobody choose what is deactivated in its list, but the engine goes on writing it', async () => {
  const { db, as } = company;
  const items = [
    { code: 'pharma', title: { 'zh-CN': '制药', en: 'Pharma' } },
    { code: 'mining', title: { 'zh-CN': '采矿', en: 'Mining' }, active: false },
  ];
  await publish(db, { kind: 'list', key: 'industry', version: 1, title: {}, items } as Published, null);
  const { id } = await createRecord(db, 'customer', { ...customer('旧行业'), industry: 'pharma' }, as('li'));
  const become = (industry: string, context: RecordContext) =>
    codeOf(updateRecord(db, 'customer', id, { industry }, null, context));
  expect(await become('mining', as('li'))).toBe('VALIDATION_FAILED');
  expect(await become('mining', systemContext())).toBe('no error');
  expect(await become('gone', systemContext())).toBe('VALIDATION_FAILED');
});

type Published = { kind: string; key: string; version: number };
