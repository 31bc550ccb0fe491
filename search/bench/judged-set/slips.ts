import type { Random } from '../random.ts';
import { isHan, syllables } from './text.ts';

/* Characters that are taken for one another because they look alike; each line is one family. */
const families = [
  '己已巳',
  '末未',
  '晴睛',
  '清情请',
  '侯候',
  '辨辩瓣辫',
  '拔拨',
  '茶荼',
  '戌戍戊',
  '人入',
  '土士',
  '千干于',
  '日曰',
  '大太犬',
  '天夭夫',
  '由甲申田',
  '折拆析',
  '治冶',
  '厉历',
  '渴喝竭',
  '蓝篮',
  '徒徙',
  '崇祟',
  '薄簿',
  '梁粱',
  '圆园',
  '牛午',
  '刀力',
  '贝见',
  '今令',
  '鸟乌',
  '处外',
  '住往',
  '低底',
  '板版',
  '坐座',
  '象像',
  '那哪',
  '跑抱饱泡炮',
  '青春',
  '毫豪',
  '孤弧狐',
  '根跟',
  '峰锋蜂',
  '难准谁',
  '历厉',
  '两雨',
  '木本术',
  '王玉主',
  '白百自',
  '目且',
  '古右石',
  '万方',
  '问间闻',
  '直真',
  '电由',
  '几九',
  '季李',
  '吉古',
  '休体',
  '村材',
  '杨扬场',
  '测侧则',
  '课颗棵',
  '线钱浅',
  '优忧犹',
  '较校',
  '提堤题',
  '观现规',
  '计什',
  '识织职',
  '度渡',
  '数教',
  '角用',
  '形行',
  '海每梅悔',
  '河何',
  '湖胡糊',
  '船般',
  '夜液',
  '燕蒸',
  '荷苛',
  '桃挑跳',
  '冰水永',
  '爷节',
  '孩该刻',
  '候喉',
  '塞寨赛',
  '竿杆',
  '遗遣',
  '蜜密',
  '荒慌',
  '幕墓慕暮',
  '历励',
  '辛幸',
  '拨泼',
  '陪倍部',
  '经径',
  '壁璧',
  '睡垂',
  '斑班',
  '性姓',
  '纯钝',
  '物吻',
  '匀勺',
  '具县',
  '免兔',
  '免晚',
  '微徽',
  '洒酒',
  '使便',
  '推堆',
  '刚钢',
  '讯迅',
  '洲州',
  '燥躁操',
  '炼练',
  '稿搞',
  '怀坏',
  '斤斥',
  '氏民',
  '旅族',
  '析拆',
  '设没',
  '乒乓',
  '侍待',
  '析柝',
  '例列',
  '反友',
  '积识',
  '因困',
  '面而',
  '母毋',
  '变恋',
  '名各',
  '光先',
  '化花',
  '气乞',
  '声卢',
  '能熊',
  '热势',
  '原愿',
  '机饥',
  '元无',
  '方万',
  '程呈',
  '平乎',
  '分公',
  '小少',
  '长张',
  '高亮',
  '式武',
  '圈卷',
  '柱住',
];

const lookAlikes = new Map<string, string[]>();
for (const family of families) {
  for (const one of family) {
    const others = [...family].filter((other) => other !== one);
    lookAlikes.set(one, [...new Set([...(lookAlikes.get(one) ?? []), ...others])]);
  }
}

/** The text with one character that looks like another; null where there is none. */
export function withLookAlike(text: string, random: Random): string | null {
  const places = [...text].flatMap((character, at) => (lookAlikes.has(character) ? [at] : []));
  if (places.length === 0) return null;
  const at = random.pick(places);
  const characters = [...text];
  characters[at] = random.pick(lookAlikes.get(characters[at]!)!);
  return characters.join('');
}

/**
 * The text with one character that sounds like another, as an input method offers them: of the same syllable,
 * taken from `characters` (frequent ones more often). Null where nothing sounds alike.
 */
export function withHomophone(
  text: string,
  characters: ReadonlyMap<string, readonly string[]>,
  random: Random,
): string | null {
  const written = [...text];
  const sounds = syllables(text);
  if (sounds.length !== written.length) return null;
  for (const at of random.shuffled(written.map((_, index) => index))) {
    if (!isHan(written[at]!) || written[at] === '的') continue;
    const others = (characters.get(sounds[at]!) ?? []).filter((other) => other !== written[at]);
    if (others.length === 0) continue;
    const result = [...written];
    result[at] = random.pick(others);
    return result.join('');
  }
  return null;
}

/** The text without one of its characters. */
export function withDropped(text: string, random: Random): string {
  const characters = [...text];
  characters.splice(random.whole(characters.length), 1);
  return characters.join('');
}

/** Characters by syllable. */
export function bySound(characters: readonly string[]): Map<string, string[]> {
  const result = new Map<string, string[]>();
  const sounds = new Map<string, string>();
  for (const character of characters) {
    const sound = sounds.get(character) ?? syllables(character)[0]!;
    sounds.set(character, sound);
    const same = result.get(sound);
    if (same) same.push(character);
    else result.set(sound, [character]);
  }
  return result;
}
