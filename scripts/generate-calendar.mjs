// Writes definitions/calendars/cn-office.json: office hours with China's public holidays and make-up work days.
// A year whose arrangement is published comes from the package's table; for a later one only the statutory
// days are known, which the law fixes by date, solar term or lunar date.
import { writeFileSync } from 'node:fs';
import chineseDays from 'chinese-days';

const PUBLISHED = [2026];
const STATUTORY_ONLY = [2027];

const next = (date, days = 1) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const eachDay = (from, to) => {
  const days = [];
  for (let day = from; day <= to; day = next(day)) days.push(day);
  return days;
};
const chineseName = (date) => chineseDays.getDayDetail(date).name.split(',')[1];

function publishedClosures(year) {
  const days = eachDay(`${year}-01-01`, `${year}-12-31`).filter(
    (day) => chineseDays.getDayDetail(day).name.includes(',') && !chineseDays.isWorkday(day),
  );
  const ranges = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last && next(last.to) === day && last.title === chineseName(day)) last.to = day;
    else ranges.push({ from: day, to: day, title: chineseName(day) });
  }
  return ranges;
}

function makeUpDays(year) {
  return eachDay(`${year}-01-01`, `${year}-12-31`)
    .filter((day) => [0, 6].includes(new Date(day).getUTCDay()) && chineseDays.isWorkday(day))
    .map((date) => ({ date, windows: WINDOWS, title: `${chineseName(date)}调休` }));
}

function statutoryClosures(year) {
  const lunar = (month, day) => chineseDays.getSolarDateFromLunar(`${year}-${month}-${day}`).date;
  const newYear = lunar('01', '01');
  const qingming = chineseDays
    .getSolarTerms(`${year}-04-01`, `${year}-04-10`)
    .find((term) => term.name === '清明').date;
  const days = [
    [`${year}-01-01`, `${year}-01-01`, '元旦'],
    [next(newYear, -1), next(newYear, 2), '春节'],
    [qingming, qingming, '清明'],
    [`${year}-05-01`, `${year}-05-02`, '劳动节'],
    [lunar('05', '05'), lunar('05', '05'), '端午'],
    [lunar('08', '15'), lunar('08', '15'), '中秋'],
    [`${year}-10-01`, `${year}-10-03`, '国庆节'],
  ];
  return days.map(([from, to, title]) => ({ from, to, title }));
}

const WINDOWS = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
];
const calendar = {
  $schema: '../schemas/calendar.schema.json',
  kind: 'calendar',
  key: 'cn-office',
  version: 1,
  title: { 'zh-CN': '中国办公日历', en: 'China office calendar' },
  description: {
    'zh-CN': '2026 年为国务院公布的放假调休安排；2027 年的安排尚未收录，仅含法定节假日。',
    en: '2026 follows the published holiday arrangement; for 2027 only the statutory days are known, without make-up days.',
  },
  timezone: 'Asia/Shanghai',
  week: { mon: WINDOWS, tue: WINDOWS, wed: WINDOWS, thu: WINDOWS, fri: WINDOWS },
  closed: [...PUBLISHED.flatMap(publishedClosures), ...STATUTORY_ONLY.flatMap(statutoryClosures)],
  open: PUBLISHED.flatMap(makeUpDays),
};
writeFileSync(
  new URL('../definitions/calendars/cn-office.json', import.meta.url),
  JSON.stringify(calendar, null, 2) + '\n',
);
