import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripAsking } from './asking.ts';

/** What a child types, and the thing that is asked for. */
function table(name: string, cases: readonly [asked: string, thing: string][]): void {
  describe(name, () => {
    for (const [asked, thing] of cases) test(asked, () => assert.equal(stripAsking(asked).at(-1), thing));
  });
}

table('what asks is not looked for', [
  ['分数怎么学', '分数'],
  ['鲁迅的课文有哪些', '鲁迅'],
  ['一元二次方程怎么解呀', '一元二次方程'],
  ['我想看荷花这一课', '荷花'],
  ['老师讲的小数除法视频', '小数除法'],
  ['为什么天是蓝的', '天是蓝'],
  ['什么是勾股定理？', '勾股定理'],
  ['圆的面积怎么算', '圆的面积'],
  ['我不会二次函数怎么办', '二次函数'],
  ['请问光合作用是什么意思', '光合作用'],
  ['有没有讲杠杆的视频', '杠杆'],
  ['背影这篇课文讲了什么', '背影'],
  ['老师你好我想学分数', '分数'],
  ['我想学 分数', '分数'],
  ['有哪些 分数', '分数'],
  ['电流和电压的关系是什么', '电流和电压的关系'],
  ['张伟老师讲的分数', '张伟 分数'],
  ['张伟老师', '张伟'],
]);

test('what could be either is taken away later', () => {
  assert.deepEqual(stripAsking('如何学习尊重知识'), ['尊重知识', '尊重']);
});

table('what names something stays', [
  ['荷花', '荷花'],
  ['春', '春'],
  ['怎么', '怎么'],
  ['语文园地', '语文园地'],
  ['写作', '写作'],
  ['听听，秋的声音', '听听，秋的声音'],
  ['我要的是葫芦', '我要的是葫芦'],
  ['谁的本领大', '谁的本领大'],
  ['要是你在野外迷了路', '要是你在野外迷了路'],
  ['有余数的除法', '有余数的除法'],
  ['为中华之崛起而读书', '为中华之崛起而读书'],
  ['三角形的内角和为什么是180度', '三角形的内角和为什么是180度'],
]);
