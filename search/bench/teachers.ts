import type { Random } from './random.ts';

/* Frequent surnames of China, and some that are read otherwise than the same character elsewhere (曾, 单, 解). */
const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
  ...'曾单解仇翟查区盖尉朴任',
  '欧阳',
  '诸葛',
  '上官',
  '司马',
];
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国春梅志秀云晓婷雪琳慧颖欣怡佳宁浩宇轩博文思远子涵雨桐梦瑶可馨诗琪俊辉鹏飞海燕小凤立新永康',
];

/** Invented names of teachers, all different, none of which stands in one of `texts`. */
export function inventTeachers(random: Random, count: number, texts: readonly string[]): string[] {
  const everything = texts.join('\n');
  const names = new Set<string>();
  while (names.size < count) {
    const first = random.pick(given);
    const second = random.chance(0.7) ? random.pick(given) : '';
    const name = `${random.pick(surnames)}${first}${second}`;
    if (!everything.includes(name)) names.add(name);
  }
  return [...names];
}
