import { systemClock } from '../../clock.ts';
import { letBackIn } from '../../people/let-back-in.ts';
import { openLibraryDatabase } from '../open-library-database.ts';
import { OperatorError } from '../operator-error.ts';
import { readOptions } from '../read-options.ts';
import { requireNode } from '../require-node.ts';
import { runCommand } from '../run-command.ts';

// `npm run password-link -- --name NAME`: lets the only administrator in again, who can ask nobody for a link;
// `--end-second-factor` also where the phone and the recovery codes are lost. Beside a live program.
requireNode(process.versions.node);
const example = 'npm run password-link -- --name 用户名';

await runCommand(process.env, '没能发放链接', async (config) => {
  const { name, 'end-second-factor': endSecondFactor } = readOptions(
    example,
    {
      name: { type: 'string', about: '谁的链接（用户名）' },
      'end-second-factor': { type: 'boolean', default: false, about: '手机和恢复码都丢了：关闭两步验证' },
    },
    '给找不到管理员帮忙的人一个重新设置密码的链接，只能用一次。',
  );
  if (!name) throw new OperatorError(`请用 --name 指明用户名：${example}`);
  const database = await openLibraryDatabase(config);
  try {
    const made = await letBackIn(database, systemClock, { name, endSecondFactor });
    if (made === 'unknown')
      throw new OperatorError(`${config.dataFolder} 的资源库里没有用户名 ${name}。请检查用户名和 DATA_DIR。`);
    if (made === 'disabled')
      throw new OperatorError(`${name} 已被停用。请另一位管理员在“人员”页恢复它，或给另一位管理员发链接。`);
    const address = config.http.publicUrl ?? `http://localhost:${config.http.port}`;
    console.log(`请在 24 小时内打开此链接，重新设置密码（只能用一次，以前发的链接随即作废）：`);
    console.log(`${address}${made.link}`);
    if (made.secondFactorEnded) console.log('两步验证已关闭，所有设备都已退出。登录后请重新开启。');
    else if (endSecondFactor) console.log('这个账号没有开启两步验证。');
  } finally {
    await database.close();
  }
});
