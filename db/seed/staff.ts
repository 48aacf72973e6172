/** The people of 华东仪器. Demo accounts: they exist only with the demo data. */
export interface Member {
  login: string;
  name: string;
  category: string;
  roles: string[];
  groups?: string[];
  boss?: string;
  deputy?: string;
}

export const DEMO_PASSWORD = 'guanxi-demo';

/** Where tasks lie for which nobody was available. */
const MANAGED = ['sales-dispatch', 'marketing-dispatch', 'care-dispatch', 'general'];

export const STAFF: Member[] = [
  { login: 'zhao.min', name: '赵敏', category: 'director', roles: ['director'] },
  {
    login: 'chen.wei',
    name: '陈伟',
    category: 'manager',
    roles: ['manager'],
    groups: MANAGED,
    boss: 'zhao.min',
    deputy: 'lin.fang',
  },
  {
    login: 'lin.fang',
    name: '林芳',
    category: 'manager',
    roles: ['manager'],
    groups: MANAGED,
    boss: 'zhao.min',
    deputy: 'chen.wei',
  },
  { login: 'li.na', name: '李娜', category: 'rep', roles: ['rep'], boss: 'chen.wei', deputy: 'wang.qiang' },
  { login: 'wang.qiang', name: '王强', category: 'rep', roles: ['rep'], boss: 'chen.wei', deputy: 'li.na' },
  { login: 'zhang.jing', name: '张静', category: 'rep', roles: ['rep'], boss: 'chen.wei', deputy: 'li.na' },
  { login: 'liu.yang', name: '刘洋', category: 'rep', roles: ['rep'], boss: 'lin.fang', deputy: 'zhou.ting' },
  { login: 'zhou.ting', name: '周婷', category: 'rep', roles: ['rep'], boss: 'lin.fang', deputy: 'liu.yang' },
  { login: 'wu.hao', name: '吴昊', category: 'rep', roles: ['rep'], boss: 'lin.fang', deputy: 'liu.yang' },
  {
    login: 'xu.lei',
    name: '徐磊',
    category: 'presales',
    roles: ['presales'],
    groups: ['presales'],
    boss: 'zhao.min',
  },
  {
    login: 'sun.yan',
    name: '孙燕',
    category: 'orderDesk',
    roles: ['orderDesk'],
    groups: ['order-desk'],
    boss: 'zhao.min',
  },
  {
    login: 'zheng.jie',
    name: '郑洁',
    category: 'finance',
    roles: ['finance'],
    groups: ['finance', 'credit-desk'],
    boss: 'zhao.min',
  },
  {
    login: 'ma.chao',
    name: '马超',
    category: 'service',
    roles: ['service'],
    groups: ['service'],
    boss: 'zhao.min',
    deputy: 'he.xin',
  },
  {
    login: 'he.xin',
    name: '何欣',
    category: 'service',
    roles: ['service'],
    groups: ['service'],
    boss: 'zhao.min',
    deputy: 'ma.chao',
  },
  { login: 'admin', name: '高翔', category: 'admin', roles: ['admin'] },
];

export interface DemoAccount {
  login: string;
  name: string;
  roles: string[];
  password: string;
}

export const DEMO_ACCOUNTS: DemoAccount[] = STAFF.map(({ login, name, roles }) => ({
  login,
  name,
  roles,
  password: DEMO_PASSWORD,
}));
