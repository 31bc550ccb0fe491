import { readAloud } from './pinyin.ts';

/*
 * Characters that are taken for each other by hand and by keyboard: what differs is a stroke or the part that
 * tells the meaning. Groups of our own, by the common lists of 形近字 in primary school.
 */
const lookAlikes = `
己已巳 末未木本术 大太犬夫天 人入八 土士干千于 日曰目白自百 田由甲申电 问间闷闲闭 见贝 刀力刁 万方 午牛 今令 厂广 王玉主
乌鸟 免兔 兵乒乓 戊戌戍成 侯候 拔拨 辩辨辫 徽微 炼练 竟竞 幕慕暮墓募 渴喝竭 晴睛清情请精静 跑泡抱饱炮 燥躁噪澡操 堆推准
住往注柱驻 蓝篮监 历厉励 提题堤 坐座 作做 在再 场扬杨汤肠 园圆元 极级及 圆园 买卖实 处外 找我 休体本 折拆析 灰炭 冷泠
孩该刻核 陪倍培部 吵炒抄沙妙 河何可 球求救 快块决 进近 板版扳 根跟很银恨 壁璧 密蜜 象像 蓬篷 赢羸 崇祟 即既 贷货 哀衷衰
栗粟 弧孤狐 裁栽载 辍缀 骄娇矫 遗遣 度渡 副幅福 记计纪 句旬包 困因团 数教 因困 汽气 具真 直真 士土 因田 量童 容客 式试
植值置直 物吻 式或 形型开 比此 圆圈 角用 分公 含合 贪贫 折拆 皿血 厘里 豪毫 两雨 面而 平乎 两西 代伐化 曲由 史吏 东车 乐东
向响 尖尘 只兄 元无 几儿九 为办力 白臼 功攻 认识 识织职 析折 杆秆 材村 林休 机机 初切 衫彩 际标 除徐途 陆陡 阳阴 加如 始治
线钱浅残践 绿录 纸低 给结 经轻径茎 细组 组租祖阻 约的 纪记 结洁 络格 统充 绘给 绝色 继断 缓援暖 缘绿 缩宿 浓农 液夜 深探
波坡披破 法去 流梳 渐暂 温湿 源原 滴摘 演寅 潮湖 澳奥 读卖续 论伦轮 诗持待特 词同司 语悟 说脱悦 请清 课棵颗 调周 谢射 谷各
`;

const alike = new Map<string, Set<string>>();
for (const group of lookAlikes.trim().split(/\s+/u)) {
  const members = [...group];
  for (const one of members) {
    const others = alike.get(one) ?? new Set<string>();
    for (const other of members) if (other !== one) others.add(other);
    alike.set(one, others);
  }
}

/** The characters that one is taken for. */
export function lookAlikesOf(character: string): readonly string[] {
  return [...(alike.get(character) ?? [])];
}

/** What a slip costs: a character for one that sounds or looks alike, for any other, one left out, two swapped. */
const costs = { alike: 0.5, other: 1, leftOut: 0.7, tooMany: 1, swapped: 0.7 } as const;

/** The part of a text that comes nearest to what was typed. */
export interface Likeness {
  /** 0 where the text has it as it was typed. */
  cost: number;
  /** The part of the text. */
  part: string;
}

/** How many slips are believed, by the number of characters that were typed. */
export function mostSlips(length: number): number {
  if (length <= 2) return costs.alike;
  if (length <= 5) return costs.other;
  return length <= 8 ? costs.other + costs.alike : 2 * costs.other;
}

/**
 * Finds the part of a text that what was typed could mean, counting slips. Where several are as near the
 * last is taken. The work grows with the product of both lengths.
 */
export function likeness(typed: string, text: string): Likeness {
  const own = [...typed];
  const other = [...text];
  const ownSounds = soundsOf(typed, own.length);
  const otherSounds = soundsOf(text, other.length);
  const width = other.length + 1;
  /* cost[row][column]: what it costs to have the first characters of `typed` end at this place of `text`. */
  const cost = new Float64Array((own.length + 1) * width);
  const begin = new Int32Array((own.length + 1) * width);
  for (let column = 0; column < width; column++) begin[column] = column;
  for (let row = 1; row <= own.length; row++) {
    cost[row * width] = row * costs.tooMany;
    for (let column = 1; column < width; column++) {
      const here = row * width + column;
      const replaced = replacing(
        own[row - 1]!,
        other[column - 1]!,
        ownSounds[row - 1],
        otherSounds[column - 1],
      );
      let least = cost[here - width - 1]! + replaced;
      let from = here - width - 1;
      const tooMany = cost[here - width]! + costs.tooMany;
      if (tooMany < least) {
        least = tooMany;
        from = here - width;
      }
      const leftOut = cost[here - 1]! + costs.leftOut;
      if (leftOut < least) {
        least = leftOut;
        from = here - 1;
      }
      const swapped =
        row > 1 && column > 1 && own[row - 1] === other[column - 2] && own[row - 2] === other[column - 1];
      if (swapped && cost[here - 2 * width - 2]! + costs.swapped < least) {
        from = here - 2 * width - 2;
        least = cost[from]! + costs.swapped;
      }
      cost[here] = least;
      begin[here] = begin[from]!;
    }
  }
  const last = own.length * width;
  let end = 0;
  for (let column = 1; column < width; column++) if (cost[last + column]! <= cost[last + end]!) end = column;
  return { cost: cost[last + end]!, part: other.slice(begin[last + end], end).join('') };
}

function replacing(
  one: string,
  other: string,
  sound: string | undefined,
  otherSound: string | undefined,
): number {
  if (one === other) return 0;
  const same = sound !== undefined && sound === otherSound && /\p{sc=Han}/u.test(one + other);
  return same || alike.get(one)?.has(other) ? costs.alike : costs.other;
}

function soundsOf(text: string, length: number): readonly string[] {
  const units = readAloud(text);
  return units.length === length ? units : [];
}
