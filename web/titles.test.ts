import { aboutOf, engineReasonOf, eventNameOf, reasonOf, titlesOf } from './titles';
import type { ProcessStage } from './types';

const both = (text: string) => ({ 'zh-CN': text, en: text });
const step = (id: string, title: string | null) => ({ id, title: title === null ? null : both(title) });
// only what the titles are read from
const stages = [
  { id: 'quote', title: both('项目报价'), steps: [step('offer', '编制报价'), step('check', null)] },
] as unknown as ProcessStage[];
const about = (stage: unknown, id: unknown) =>
  aboutOf(titlesOf(stages), stage, id, (title) => String(title['zh-CN']));

test('a step is called by its title, without one by its stage', () => {
  expect(about('quote', 'offer')).toBe('编制报价');
  expect(about('quote', 'check')).toBe('项目报价');
  expect(about('quote', null)).toBe('项目报价');
  expect(about(null, 'offer')).toBe('编制报价');
});

test('what has no title keeps its id, and nothing is nothing', () => {
  expect(about('gone', 'old')).toBe('old');
  expect(about(null, null)).toBe('');
});

test('people give reasons, the engine only names', () => {
  expect(reasonOf('李娜', { reason: '客户要求' })).toBe('客户要求');
  expect(reasonOf(null, { reason: 'task.overdue' })).toBeNull();
  expect(reasonOf('李娜', null)).toBeNull();
});

test('a step that the engine skipped has a reason of the engine, one that a person skipped has words', () => {
  expect(engineReasonOf('stepSkipped', { reason: 'condition' })).toBe('condition');
  expect(engineReasonOf('stepSkipped', { reason: '客户已知价格' })).toBeNull();
  expect(engineReasonOf('cancelled', { reason: 'decided' })).toBeNull();
});

test('steps that a rejection opens again are not a case that was opened again', () => {
  expect(eventNameOf('reopened', { steps: ['price'] })).toBe('sentBack');
  expect(eventNameOf('reopened', { stage: 'quote' })).toBe('reopened');
  expect(eventNameOf('held', { steps: ['price'] })).toBe('held');
});
