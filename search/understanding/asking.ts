/*
 * How children ask: what stands around the thing they are looking for. Longer ones first. None of it is dropped
 * for good: the text as it was typed is always a later reading (为什么 can be the beginning of a title).
 */
const begins = [
  '(?:请问|老师|你好|您好)+[,，]?',
  '(?:我家|我们家|我的|我)?(?:孩子|小孩|娃|宝宝|女儿|儿子)(?=.{2})',
  '(?:请|麻烦)?(?:你|您)?(?:帮|给|替)(?:我|我们|忙)?(?:找|搜|查|推荐|讲)(?:一下|一找|下|讲|一讲)?(?:有关|关于)?',
  '(?:我|我们|孩子|小孩)?(?:想|要|想要|需要|现在要|今天要)(?:看看|看一下|看|学习|学|找找|找一下|找|听听|听|复习|预习|了解|知道|问问|问)(?:一下)?',
  '(?:我|我们)(?:不会|不懂|不明白|没听懂|没学会|在学|正在学|学到|要预习|要复习)',
  '(?:有没有|有无|哪里有|哪儿有|谁有|求|搜索?|查找|寻找)(?:讲|讲解|关于|有关)?(?:一下)?的?',
  '(?:怎样|怎么样|如何|怎么)(?:才能|去|来)?(?:学好|学会|学习|学|理解|计算|求解|解答|解|做|算|求|写好|写|读|画|背|判断|认识|区分|掌握)',
  '(?:什么是|什么叫做?|谁知道|讲讲|说说|介绍)(?:一下)?',
  '(?:为什么|为啥)(?:说|要)?',
  '(?:老师|哪位老师|哪个老师|名师)(?:讲解?|上|教)(?:的|过的?)?',
  '(?:关于|有关|讲解?|教)(?:一下)?(?=.{2})',
] as const;

const ends = [
  '(?:是)?(?:应该|到底|究竟|要|该|可以|能)?(?:怎么样|怎么|怎样|如何|咋)(?:才能|才|去|来)?(?:学好|学会|学习|学|理解|计算|求解|求|解答|解题|解|做题|做|算|写|读|画|背诵|背|用|判断|区分|区别|讲|教|上|分析|证明|证|记|复习|预习|列|化简|比较大小|比较|拼|念|说|弹|唱|玩|办|回事|来的)?(?:出来)?(?:的)?',
  '(?:是|有|都有|包括|学|讲了?|说了?|写了?|表达了?)?(?:些)?(?:哪些|哪几篇|哪几首|哪几课|什么|啥|哪里|哪儿|哪个|谁)(?:意思|内容|道理|故事|课文|文章|诗|古诗|课|题型|知识点|知识|特点|方法|步骤|规律|关系|区别|用|作用)?(?:呢)?',
  '(?:在|是)(?:第几|哪一?个?|几)(?:单元|课|页|册|章)',
  '(?:有|还有)?(?:没有|吗|么|呢|呀|啊|吧|哦|哇|嘛|啦|了|的)',
  '(?:求|要|急)?(?:讲解|解析|详解|教程|辅导|资源|资料)(?:视频|课)?',
  '(?:教学|讲课|上课|课程|学习|课文|老师讲课|老师的?)?(?:的)?视频',
  '(?:的)?(?:这|那)(?:一|个|几)?(?:课|篇课文|篇文章|篇|首古诗|首诗|首歌|首|节课|节|单元|章|个单元|部分|道题|类题|种题|个|块)',
  '(?:的)?(?:相关|有关)?(?:的)?(?:课程|课文|文章|作品|古诗|诗歌|内容|知识点|知识|题目|课)(?:有哪些)?',
  '(?:我)?(?:不会|不懂|听不懂|看不懂|学不会|没学会|没听懂|不明白|太难了?|好难)(?:怎么办)?',
  '(?:是)?(?:老师)?(?:讲|说|教)的',
  '(?:老师|教师|先生|女士)(?:的)?',
  '(?:这个|那个)?单元',
  '(?:一下|谢谢|求助|求求了)',
] as const;

const marks = '[\\s,，。.!！?？~～、…:：;；"“”]';
const beginning = new RegExp(`^${marks}*(?:${begins.join('|')})${marks}*`, 'u');
const onlyAsks = new RegExp(`^(?:${begins.join('|')}|${ends.join('|')})$`, 'u');
const edges = new RegExp(`^${marks}+|${marks}+$`, 'gu');
/* 张伟老师讲的分数: who teaches and what. */
const inside = /(?<=\p{sc=Han}{2})(?:老师|教师)(?:讲解?|教|上|录)?的?(?=.)/u;
const question = new RegExp(`^(?<thing>.+?)(?:${ends.join('|')})${marks}*$`, 'u');

/** How often something is taken away at most: children pile it up (老师你好我想学分数怎么算呀). */
const rounds = 6;

/**
 * What a normalised text may ask for, without more and more of the words that ask, the shortest last: 如何学习尊重知识
 * is 尊重知识 before it is 尊重. The text itself where nothing asks, or nothing would be left.
 */
export function stripAsking(text: string): string[] {
  const forms = [text.replace(inside, ' ')];
  for (let round = 0; round < rounds; round++) {
    const before = forms.at(-1)!;
    const shorter = stripPieces(before);
    if (shorter === before || shorter === '') break;
    forms.push(shorter);
  }
  return forms.length > 1 ? forms.slice(1) : forms;
}

function stripPieces(text: string): string {
  return text
    .split(' ')
    .map((piece) => tidy(stripOnce(piece)))
    .filter((piece) => piece !== '')
    .join(' ');
}

function stripOnce(text: string): string {
  if (onlyAsks.test(text)) return '';
  const begun = text.replace(beginning, '');
  if (begun !== text) return begun;
  return question.exec(text)?.groups?.thing ?? text;
}

function tidy(text: string): string {
  return text.replace(edges, '').replace(/^的+|的+$/gu, '');
}
