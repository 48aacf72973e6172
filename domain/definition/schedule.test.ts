import { lintSchedule } from './schedule';

const codes = (schedule: string) => lintSchedule(schedule, '/at').map(({ code }) => code);

test.each([
  '30 8 * * 1',
  '0 9 1,15 * *',
  '*/5 * * * *',
  '0 9-17/2 * * MON-FRI',
  '0 0 29 2 *',
  '0 9 * JAN,JUL 7',
])('%s is a schedule', (schedule) => expect(codes(schedule)).toEqual([]));

test.each(
  // prettier-ignore
  [
    ['', 'schedule-syntax'], ['0 9 * *', 'schedule-syntax'], ['0 0 9 * * 1', 'schedule-syntax'],
    ['@daily', 'schedule-syntax'], ['CRON_TZ=UTC 0 9 * * *', 'schedule-syntax'], ['0 9 L * *', 'schedule-syntax'],
    ['0 9 * * 1#2', 'schedule-syntax'], ['0 9 15W * *', 'schedule-syntax'], ['0 9 ? * *', 'schedule-syntax'],
    ['60 9 * * *', 'schedule-syntax'], ['0 24 * * *', 'schedule-syntax'], ['0 9 * XXX *', 'schedule-syntax'],
    ['0 9 * * 1 ', 'schedule-syntax'], ['0 9 * * 1\n', 'schedule-syntax'], ['5-1 9 * * *', 'schedule-syntax'],
    ['0/0 9 * * *', 'schedule-syntax'], ['*/0 9 * * *', 'schedule-syntax'], ['0 9 * * FRI-SUN', 'schedule-syntax'],
    ['0 9 1 * 1', 'schedule-two-days'], ['0 9 31 4 *', 'schedule-never'], ['* * * * *', 'schedule-too-often'],
    ['0,3 9 * * *', 'schedule-too-often'], ['58,1 * * * *', 'schedule-too-often'],
  ],
)('%s is refused as %s', (schedule, code) => expect(codes(schedule)).toEqual([code]));
