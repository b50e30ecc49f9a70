import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noElectron = { group: ['electron', 'electron/*'], message: 'Only electron/shell, main.ts and preload.ts may import Electron.' };
const noParent = { group: ['../../*'], message: 'Use #shared/…, #electron/…, #central/… or #renderer/….' };
const noDynamicSql = {
  selector: "CallExpression[callee.property.name='prepare'] > TemplateLiteral[expressions.length>0]",
  message: 'SQL is never built from strings: bind parameters.',
};

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', 'coverage/**', '.datos/**'] },
  js.configs.recommended,
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [noElectron, noParent] }],
      'no-restricted-syntax': ['error', noDynamicSql],
      eqeqeq: 'error',
    },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is a port.' },
        { object: 'Math', property: 'random', message: 'Randomness is a port.' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is a port.' }, noDynamicSql],
    },
  },
  {
    files: ['electron/**/*.ts', 'central/**/*.ts', 'shared/**/*.ts'],
    ignores: ['electron/db/**', 'central/db/**', '**/*.test.ts', 'scripts/**'],
    rules: {
      'no-restricted-syntax': ['error', { selector: "CallExpression[callee.property.name='prepare']", message: 'SQL lives in electron/db and central/db only.' }],
    },
  },
  { files: ['electron/shell/**/*.ts', 'electron/main.ts', 'electron/preload.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [noParent] }] } },
  { files: ['renderer/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    files: ['**/*.test.{ts,tsx}', 'tests/**', 'scripts/**'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
);
