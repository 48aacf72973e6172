import { DomainError } from '../domain/errors';
import { CommandError } from './command-error';
import { sentenceOf } from './output';

test('what a command fails with is said in the language of the terminal', () => {
  const fields = [{ pointer: '/name', code: 'required', message: { 'zh-CN': '必填', en: 'is required' } }];
  const refused = new DomainError('FORBIDDEN', {}, fields);
  expect(sentenceOf(refused, 'zh-CN')).toBe('FORBIDDEN: 没有权限\n  /name: 必填');
  expect(sentenceOf(refused, 'en')).toBe('FORBIDDEN: You may not do this\n  /name: is required');
  expect(sentenceOf(new CommandError({ 'zh-CN': '没有这个文件', en: 'No such file' }), 'zh-CN')).toBe(
    '没有这个文件',
  );
  expect(sentenceOf(new Error('one line\nand more'), 'zh-CN')).toBe('one line');
});
