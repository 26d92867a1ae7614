import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { tsImport } from 'tsx/esm/api';
import tseslint from 'typescript-eslint';

const { plugin: outpost } = await tsImport('./build/lint/plugin.ts', import.meta.url);

const TESTS = ['**/*.test.{ts,tsx}', 'build/e2e/**'];

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', '.cache', 'release', '**/test-results', 'coverage'] },
  // A rule that is wrong is changed here, for everybody; no file switches one off for itself.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        // One program for all five areas: types are computed once. tsc keeps the areas apart.
        project: './build/lint/tsconfig.eslint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { outpost },
    rules: {
      'outpost/layers': 'error',
      'outpost/pure-shared': 'error',
      'outpost/no-raw-ipc': 'error',
      'outpost/no-default-export': 'error',
      'outpost/couch-only-in-transport': 'error',

      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'object-shorthand': 'error',
      'prefer-template': 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],

      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: false, allowNullish: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // Electron hands out windows it made itself, RxDB collections too.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Narrowing does not see what other code does across an await, so its advice there is wrong.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // The way to say that an index is inside the array, next to the check that it is.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // They cost six of forty seconds; there are no enums here.
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Props and interfaces are written as methods here; none of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An async function without await still turns what it throws into a rejection, which callers rely on.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // Advice for React's compiler, which does not run here; `refs` also takes every object that
      // holds a ref for one.
      'react-hooks/incompatible-library': 'off',
      'react-hooks/refs': 'off',
    },
  },
  {
    files: ['{renderer,shared}/**/*.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  {
    // Tables of demo data.
    files: ['shared/testkit/**'],
    rules: { 'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo)$/]',
          message:
            'A test runs always. Where a test needs something that may be absent, use runIf or skipIf with that condition.',
        },
      ],
    },
  },
  {
    files: ['*.config.{js,ts}', 'build/**/*.config.ts', '**/*.d.ts'],
    rules: { 'outpost/no-default-export': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
    rules: {
      '@typescript-eslint/return-await': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
);
