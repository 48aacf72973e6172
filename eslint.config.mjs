import hooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** `as` and `!` overrule the compiler, so a comment on the same line or just above says why that is right. */
const reasonedAssertion = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { why: 'Say in a comment why this assertion is right.' },
  },
  create({ sourceCode, report }) {
    const lines = new Set(
      sourceCode.getAllComments().flatMap(({ loc }) => [loc.start.line, loc.end.line + 1]),
    );
    const check = (node) => {
      if (node.typeAnnotation?.typeName?.name === 'const') return;
      const statement = sourceCode
        .getAncestors(node)
        .findLast(({ type }) => /Statement|Declaration|Property|Element/.test(type));
      const reasoned = [node.loc.start.line, node.loc.end.line, statement?.loc.start.line].some((line) =>
        lines.has(line),
      );
      if (!reasoned) report({ node, messageId: 'why' });
    };
    return { TSAsExpression: check, TSNonNullExpression: check };
  },
};

const restricted = [
  { selector: 'ExportDefaultDeclaration', message: 'Export it by its name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
  {
    selector: "CallExpression[callee.property.name='raw'] > TemplateLiteral[expressions.length>0]",
    message: 'Bind values with ? and names with ??; never put them into the SQL text.',
  },
];

export default defineConfig(
  globalIgnores(['node_modules', 'dist', 'var', 'coverage', 'test/replay/histories']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { guanxi: { rules: { 'reasoned-assertion': reasonedAssertion } } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'guanxi/reasoned-assertion': 'error',
      'no-restricted-syntax': ['error', ...restricted],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      // our objects are closures and records; nothing of ours reads `this`
      '@typescript-eslint/unbound-method': 'off',
      // String() of an unknown JSON value is meant
      '@typescript-eslint/no-base-to-string': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat.recommended],
    // a component is its markup
    rules: { 'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'test/**/*.ts'],
    // a suite is one function; it reads answers of any shape
    rules: {
      'max-lines-per-function': 'off',
      'guanxi/reasoned-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // what a generator writes is as long as its source
    files: ['domain/generated/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-redundant-type-constituents': 'off' },
  },
  {
    // tools that ask for a default export
    files: ['web/vite.config.ts', 'test/support/global-*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
