import assert from 'node:assert/strict';
import { it } from 'node:test';
import { splitCommand } from './split-command.ts';

const cases: [line: string, words: string[] | undefined][] = [
  ['whisper-cli -l zh -f {wav}', ['whisper-cli', '-l', 'zh', '-f', '{wav}']],
  ['  "/opt/my models/run" --name=\'a "b"\'  {out} ', ['/opt/my models/run', '--name=a "b"', '{out}']],
  ['run $(date); "" > x', ['run', '$(date);', '', '>', 'x']],
  ['run "open', undefined],
];
for (const [line, words] of cases) it(line, () => assert.deepEqual(splitCommand(line), words));
