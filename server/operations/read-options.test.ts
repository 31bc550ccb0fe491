import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions, readWhole } from './read-options.ts';

const options = {
  to: { type: 'string', about: '哪个文件夹' },
  json: { type: 'boolean', default: false },
} as const;

function read(...typed: string[]) {
  const before = process.argv;
  process.argv = ['node', 'backup.ts', ...typed];
  try {
    return readOptions('npm run backup -- --to /mnt/backup', options, '备份整个资源库。');
  } finally {
    process.argv = before;
  }
}

test('Options that are there are read', () => {
  assert.deepEqual({ ...read('--to', '/mnt') }, { to: '/mnt', json: false });
});

for (const [typed, said] of [
  [['--dest', '/mnt'], '没有选项 --dest'],
  [['--to'], '选项 --to 后面缺少值，或不该有值'],
  [['--json=1'], '选项 --json 后面缺少值，或不该有值'],
  [['/mnt/backup'], '不认识 /mnt/backup'],
] as const) {
  test(`${typed.join(' ')} is answered with the options there are`, () => {
    assert.throws(() => read(...typed), {
      name: 'OperatorError',
      message: `${said}。可用的选项：--to 值，--json。例如：npm run backup -- --to /mnt/backup（--help 有说明）`,
    });
  });
}

for (const typed of [['--help'], ['-h'], ['--dest', '/mnt', '--help']]) {
  test(`${typed.join(' ')} is answered with what the command does`, () => {
    assert.throws(() => read(...typed), {
      name: 'HelpAsked',
      message:
        '备份整个资源库。\n例如：npm run backup -- --to /mnt/backup\n选项：\n  --to 值：哪个文件夹\n  --json',
    });
  });
}

test('a whole number has bounds', () => {
  assert.equal(readWhole('size', '100', 100, 200), 100);
  assert.equal(readWhole('size', '200', 100, 200), 200);
  for (const typed of ['99', '201', '1e2', '1.5', '-150', '', ' 150', '百'])
    assert.throws(() => readWhole('size', typed, 100, 200), {
      name: 'OperatorError',
      message: `--size 要用 100 到 200 的整数，不是 ${typed}`,
    });
});
