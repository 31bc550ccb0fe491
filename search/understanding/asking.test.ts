import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readRequest } from './asking.ts';

/** What a child types, and the thing that is asked for. */
function table(name: string, cases: readonly [asked: string, thing: string][]): void {
  describe(name, () => {
    for (const [asked, thing] of cases)
      test(asked, () => assert.equal(readRequest(asked).things.at(-1), thing));
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
  ['秦始皇是怎么统一中国的', '秦始皇统一中国'],
  ['植物到底是怎样喝水的', '植物喝水'],
  ['我不会二次函数怎么办', '二次函数'],
  ['请问光合作用是什么意思', '光合作用'],
  ['有没有讲杠杆的视频', '杠杆'],
  ['背影这篇课文讲了什么', '背影'],
  ['老师你好我想学分数', '分数'],
  ['我想学 分数', '分数'],
  ['有哪些 分数', '分数'],
  ['电流和电压的关系是什么', '电流和电压的关系'],
  ['张伟老师讲的分数', '张伟 分数'],
  ['数学 第2单元', '数学 第2单元'],
  ['第2单元怎么学', '第2单元'],
  ['第12课视频', '第12课'],
  ['张伟老师', '张伟'],
  ['荷花的中心思想', '荷花'],
  ['浮力题怎么做', '浮力'],
  ['什么是浮力', '浮力'],
  ['讲荷花的老师', '荷花'],
  ['如何讲解分数', '分数'],
  ['语文园地四重点是什么', '语文园地四'],
]);

table('who asks, when, and what they want to do', [
  ['能不能讲讲厘米', '厘米'],
  ['可不可以讲一下荷花', '荷花'],
  ['能给我讲一下小数除法吗', '小数除法'],
  ['老师能讲一遍内角吗', '内角'],
  ['谁能教我分数', '分数'],
  ['有没有人讲过三角形内角和', '三角形内角和'],
  ['哪位老师讲奥秘讲得好', '奥秘'],
  ['我想复习圆的面积', '圆的面积'],
  ['明天要学两首', '两首'],
  ['明天要学我国', '我国'],
  ['我们明天上荷花', '荷花'],
  ['期末复习浮力', '浮力'],
  ['今天学的荷花没听懂', '荷花'],
  ['老师让我们预习诚实', '诚实'],
  ['下周一要讲串联', '串联'],
  ['求老师讲一下求值', '求值'],
  ['帮我找一下关于分数的课', '分数'],
  ['给孩子找个讲荷花的视频', '荷花'],
  ['求一节讲比例的课', '比例'],
]);

table('whether there is any, and where', [
  ['哪里可以看光合作用', '光合作用'],
  ['在哪能找到荷花的讲解', '荷花'],
  ['荷花哪里有', '荷花'],
  ['关于杠杆的课有吗', '杠杆'],
  ['关于相似有关的课有吗', '相似'],
  ['荷花有没有视频课', '荷花'],
  ['有荷花的微课吗', '荷花'],
  ['有荷花吗', '荷花'],
  ['讲人口的课在哪', '人口'],
]);

table('what is hard', [
  ['二次函数不会做怎么办', '二次函数'],
  ['浮力太难了听不懂', '浮力'],
  ['荷花还是不太懂', '荷花'],
  ['分数加减法总是错怎么办', '分数加减法'],
  ['我忘了勾股定理怎么做', '勾股定理'],
  ['浮力是怎么回事', '浮力'],
  ['平移有什么用', '平移'],
]);

table('how many there are, and who made it', [
  ['有丝分裂有哪几个时期', '有丝分裂'],
  ['统计图有哪几种', '统计图'],
  ['杠杆可以分为哪几类', '杠杆'],
  ['水有几种状态', '水'],
  ['静夜思是谁写的', '静夜思'],
  ['静夜思的作者是谁', '静夜思'],
  ['圆周率是谁算出来的', '圆周率'],
  ['电生磁是什么原理', '电生磁'],
  ['认识几和第几', '认识几和第几'],
  ['落差', '落差'],
]);

table('a frame out of whose middle a grade or a subject was taken', [
  ['能不能讲讲 分数', '分数'],
  ['我是 的 想学基本粒子', '基本粒子'],
  ['帮我找一下 机械', '机械'],
  ['老师讲 分数的视频', '分数'],
  ['有 荷花的课吗', '荷花'],
]);

test('a frame said again and again comes to an end: nobody else is answered meanwhile', () => {
  for (const said of ['我家孩子', '一点都']) {
    assert.match(readRequest(`${said.repeat(100)}分数`).things.at(-1)!, /分数$/u);
  }
});

test('what could be either is taken away later', () => {
  assert.deepEqual(readRequest('如何学习尊重知识').things, ['尊重知识', '尊重']);
});

test('what was left of a question without its grade and subject may name nothing', () => {
  const namesNothing = (text: string) => readRequest(text).namesNothing;
  const nothing = [
    '我想学',
    '怎么学',
    '有没有 的课',
    '孩子 跟不上',
    '不好怎么办',
    '基础差',
    '怎么提高',
    '视频',
  ];
  for (const text of nothing) assert.ok(namesNothing(text), text);
  for (const text of ['我想学分数', '分数', '', '荷花视频', '语文园地']) assert.ok(!namesNothing(text), text);
});

test('what can be nothing but asking is sure, what may be a part of a title is not', () => {
  const sure = (text: string) => readRequest(text).sure;
  for (const text of ['我想复习分数', '分数有吗', '谁能教我分数', '分数太难了']) assert.ok(sure(text), text);
  for (const text of ['分数怎么学', '为什么天是蓝的', '讲故事', '找春天', '求平均数', '分数'])
    assert.ok(!sure(text), text);
});

table('what names something stays', [
  ['荷花', '荷花'],
  ['春', '春'],
  ['怎么', '怎么'],
  ['怎么都快乐', '怎么都快乐'],
  ['有的人', '有的人'],
  ['我想', '我想'],
  ['我会飞', '我会飞'],
  ['听听', '听听'],
  ['想一想', '想一想'],
  ['语文园地', '语文园地'],
  ['写作', '写作'],
  ['听听，秋的声音', '听听，秋的声音'],
  ['我要的是葫芦', '我要的是葫芦'],
  ['谁的本领大', '谁的本领大'],
  ['明天要远足', '明天要远足'],
  ['帮妈妈做事', '帮妈妈做事'],
  ['学会宽容', '学会宽容'],
  ['整理和复习', '整理和复习'],
  ['能不能骗走', '能不能骗走'],
  ['要是你在野外迷了路', '要是你在野外迷了路'],
  ['有理数', '有理数'],
  ['有余数的除法', '有余数的除法'],
  ['为中华之崛起而读书', '为中华之崛起而读书'],
  ['三角形的内角和为什么是180度', '三角形的内角和为什么是180度'],
]);
