import { plain, says } from '../text.ts';
import { both, type Way, wayOfGrade, wayOfSubject } from '../ways.ts';
import { fill } from '../wording.ts';
import { type Kind, someLesson, somePart, usualMost } from './kind.ts';

/** Rule: title or unit says the topic, and grade and subject are those that the question names. */
const question: Kind = {
  name: 'question',
  most: 60,
  make(making) {
    const { facts, random, wording } = making;
    const lesson = someLesson(making);
    const template = random.pick(wording.questions);
    const topic = random.chance(0.3) ? lesson.spoken : somePart(lesson.spoken, making);
    if (topic === null || topic.length > 10) return null;
    const grade = template.includes('{grade}') ? wayOfGrade(lesson, random) : null;
    const subject =
      template.includes('{subject}') && lesson.subject !== '' ? wayOfSubject(lesson, random) : null;
    if (template.includes('{grade}') && !grade) return null;
    const told = [grade, subject].filter((way): way is Way => way !== null);
    const q = fill(template, { grade: grade?.text ?? '', subject: subject?.text ?? '', topic });
    const wanted = plain(topic);
    const about = facts.where((one) => says(one.plainTitle, wanted) || says(one.plainUnit, wanted));
    return { q, relevant: about.filter(both(...told)) };
  },
};

/* What begins like a grade, a term, a subject or an edition and is none. */
const beginsLikeATerm =
  /^(?:[一二三四五六七八九十](?:[年上下角元次边律]|.[\p{sc=Han}])|[小初高][一二三四五六]|五四|[上下]册|数学[^，。]|语文[^，。]|科学[^，。]|生物[^学]|历史.|地理.|化学.|物理.|美术.|音乐.|体育.|劳动.|英语.|政治.|艺术.|统编|必修)/u;

const known =
  '三角形 三角函数 一元二次方程 一元一次方程 二元一次方程组 一元一次不等式 二次函数 一次函数 二次根式 三视图 四边形 七律 五四运动 八年抗战 三国演义 三味书屋 三峡 四季之美 五彩池 六国论 七根火柴 九寨沟 十二生肖 十万 一带一路 二力平衡 三棱镜 小数 小英雄雨来 初春 高山流水 上下五千年 数学广角 数学家 语文园地 科学家 科学探究 生物圈 生物多样性 历史人物 地理位置 化学方程式 化学反应 物理变化 美术字 音乐之声 劳动最光荣 体育运动 英语角 政治制度 艺术字 五年计划 三大改造 四大发明 三顾茅庐 一下子 一年之计 二十四节气 三年抗战 两年 上学'.split(
    ' ',
  );

/** Rule: the title says it, in one piece: 三角形 is no grade and 数学家 no subject. */
const trap: Kind = {
  name: 'trap',
  most: usualMost,
  make(making) {
    const { facts, random } = making;
    if (random.chance(0.5)) {
      const q = random.pick(known);
      return { q, relevant: facts.titled(q) };
    }
    const { plainSpoken } = someLesson(making);
    if (!beginsLikeATerm.test(plainSpoken) || plainSpoken.length > 12) return null;
    return { q: plainSpoken, relevant: facts.titled(plainSpoken) };
  },
};

export const kindsByQuestion: readonly Kind[] = [question, trap];
