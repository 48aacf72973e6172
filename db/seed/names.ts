import type { Random } from './random';

const CITIES = [
  ['上海', '021', '华东'],
  ['苏州', '0512', '华东'],
  ['无锡', '0510', '华东'],
  ['南京', '025', '华东'],
  ['杭州', '0571', '华东'],
  ['宁波', '0574', '华东'],
  ['合肥', '0551', '华东'],
  ['青岛', '0532', '华东'],
  ['济南', '0531', '华东'],
  ['厦门', '0592', '华东'],
  ['北京', '010', '华北'],
  ['天津', '022', '华北'],
  ['深圳', '0755', '华南'],
  ['广州', '020', '华南'],
  ['武汉', '027', '华中'],
  ['长沙', '0731', '华中'],
  ['成都', '028', '西南'],
  ['重庆', '023', '西南'],
  ['西安', '029', '西北'],
  ['沈阳', '024', '东北'],
] as const;

const WORDS = [
  '恒远',
  '正泰',
  '华瑞',
  '中科',
  '博达',
  '天成',
  '鼎新',
  '金茂',
  '联创',
  '启明',
  '德信',
  '海川',
  '润泽',
  '安捷',
  '同济',
  '宏图',
  '嘉禾',
  '瑞丰',
  '远景',
  '立信',
  '汇通',
  '三维',
  '精诚',
  '长虹',
  '东方',
  '永盛',
  '凯达',
  '力拓',
  '优科',
  '泰和',
  '国栋',
  '新锐',
  '光华',
  '信达',
  '百川',
  '巨峰',
];

const TRADES = [
  ['manufacturing', '精密制造有限公司'],
  ['electronics', '电子科技有限公司'],
  ['electronics', '半导体有限公司'],
  ['automotive', '汽车零部件有限公司'],
  ['machinery', '机械装备有限公司'],
  ['chemical', '化工有限公司'],
  ['chemical', '新材料股份有限公司'],
  ['pharma', '药业有限公司'],
  ['pharma', '生物技术有限公司'],
  ['food', '食品有限公司'],
  ['energy', '电力设备有限公司'],
  ['environment', '环保科技有限公司'],
  ['healthcare', '医疗器械有限公司'],
  ['education', '大学分析测试中心'],
  ['testing', '检测技术有限公司'],
  ['trade', '仪器贸易有限公司'],
] as const;

const SURNAMES = [
  ...'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱',
];
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
  '平',
  '刚',
  '桂英',
  '建华',
  '文博',
  '子轩',
  '雨桐',
  '志强',
  '晓东',
  '海燕',
  '国庆',
  '春梅',
  '思远',
  '佳怡',
  '俊杰',
  '欣怡',
  '浩然',
  '立新',
  '雪梅',
  '振宇',
  '慧敏',
];

export interface CompanyName {
  name: string;
  shortName: string;
  industry: string;
  region: string;
  phone: string;
  address: string;
}

const ROADS = [
  '人民路',
  '中山路',
  '解放路',
  '科技路',
  '创新大道',
  '工业园路',
  '长江路',
  '建设路',
  '高新大道',
  '星湖街',
];

/** A believable company; the same city and word never come twice with the same trade. */
export function companyName(random: Random, taken: Set<string>): CompanyName {
  for (;;) {
    const [city, area, region] = random.pick(CITIES);
    const [industry, trade] = random.pick(TRADES);
    const word = random.pick(WORDS);
    const name = trade.startsWith('大学') ? `${city}${word}${trade}` : `${city}${word}${trade}`;
    if (taken.has(name)) continue;
    taken.add(name);
    const phone = `${area}-${random.between(5000, 8999)}${String(random.between(0, 9999)).padStart(4, '0')}`;
    return {
      name,
      shortName: `${city}${word}`,
      industry,
      region,
      phone,
      address: `${city}市${random.pick(ROADS)}${random.between(1, 1999)}号`,
    };
  }
}

export function personName(random: Random): string {
  return random.pick(SURNAMES) + random.pick(GIVEN);
}

export function mobile(random: Random): string {
  return `1${random.pick(['38', '39', '50', '58', '76', '86', '88'])}${String(random.between(0, 99_999_999)).padStart(8, '0')}`;
}
