import { beginnings, endings, leftovers, sureBeginnings, sureEndings } from './asking-frames.ts';

const marks = '[\\s,，。.!！?？~～、…:：;；"“”]';
const edges = new RegExp(`^${marks}+|${marks}+$`, 'gu');

const begun = (frames: readonly string[]) => new RegExp(`^${marks}*(?:${frames.join('|')})${marks}*`, 'u');
/* 第2单元 is counted: 单元 asks for nothing there. */
const ended = (frames: readonly string[]) =>
  new RegExp(`^(?<thing>.+?)(?<!第\\d+)${marks}*(?:${frames.join('|')})${marks}*$`, 'u');

const sureBeginning = begun(sureBeginnings);
const sureEnding = ended(sureEndings);
const beginning = begun(beginnings);
const ending = ended(endings);
const onlyBegins = begun([...sureBeginnings, ...beginnings]);
const onlyEnds = new RegExp(`^(?:${[...sureEndings, ...endings].join('|')})${marks}*$`, 'u');
const onlyLeftOver = new RegExp(`^(?:${leftovers.join('|')})$`, 'u');

/* 张伟老师讲的分数: who teaches and what. */
const inside = /(?<=\p{sc=Han}{2})(?<!哪[位个些])(?:老师|教师)(?:讲解?|教|上|录)?的?(?=.)/u;
/* 有荷花的, 荷花的课有: what is left of 有荷花的微课吗. */
const had = /^有(?:讲|关于)?(?<thing>.{2,}?)(?:的?(?:微课|视频课?|课|讲解))?(?:[吗么]|没有|的)$/u;

/* 秦始皇是怎么统一中国的: the asking stands between who and what. */
const between =
  /^(?<who>\p{sc=Han}{2,8}?)(?:到底|究竟|当年|当时|最后)*是?(?:怎么|怎样|如何|为什么(?:会|要|能)?)(?<what>\p{sc=Han}{2,}?)的?$/u;

/** How often something is taken away at most: children pile it up (老师你好我想学分数怎么算呀). */
const rounds = 8;

/** What a text asks for. */
export interface Request {
  /**
   * The text without more and more of the words that ask, the shortest last: 如何学习尊重知识 is 尊重知识 before it
   * is 尊重. The text itself where nothing asks, or nothing would be left.
   */
  things: string[];
  /** Something of it can only be asking: 我想复习…, …有吗. Others (怎么, 为什么, 讲) may be a part of a title. */
  sure: boolean;
  /** All of it can be asking and names nothing: 我想学, where 三年级数学 was taken for filters before. */
  namesNothing: boolean;
}

/**
 * Takes the frame off a normalised text that asks for something. Pure; none of it is dropped for good: whoever
 * searches looks for the text as it was typed as well.
 */
export function readRequest(text: string): Request {
  const forms = [text.replace(inside, ' ')];
  let sure = false;
  let namesNothing = false;
  for (let round = 0; round < rounds; round++) {
    const before = forms.at(-1)!;
    const next = stripPieces(before);
    if (next.text === before) break;
    namesNothing = next.text === '';
    if (namesNothing) break;
    sure ||= next.sure;
    forms.push(next.text);
  }
  return { things: forms.length > 1 ? forms.slice(1) : forms, sure, namesNothing };
}

interface Stripped {
  text: string;
  sure: boolean;
}

function stripPieces(text: string): Stripped {
  const pieces = text.split(' ');
  const stripped = pieces.map((piece) => stripOnce(piece, pieces.length > 1));
  const left = stripped.map((one) => tidy(one.text)).filter((piece) => piece !== '');
  return { text: left.join(' '), sure: stripped.some(({ sure }) => sure) };
}

/* Some frames ask for something behind them. */
const anything = '□□';

function onlyAsks(text: string): boolean {
  return onlyEnds.test(text) || (text + anything).replace(onlyBegins, '') === anything;
}

function stripOnce(text: string, isPiece: boolean): Stripped {
  if (onlyAsks(text) || (isPiece && onlyLeftOver.test(text))) return { text: '', sure: false };
  const wanted = had.exec(text)?.groups?.thing;
  if (wanted !== undefined) return { text: wanted, sure: true };
  for (const [pattern, sure] of [
    [sureBeginning, true],
    [sureEnding, true],
    [beginning, false],
    [ending, false],
  ] as const) {
    const rest = pattern.exec(text)?.groups?.thing ?? text.replace(pattern, '');
    if (rest !== text && rest !== '') return { text: rest, sure };
  }
  const parted = between.exec(text)?.groups;
  return { text: parted ? `${parted.who}${parted.what}` : text, sure: false };
}

function tidy(text: string): string {
  return text.replace(edges, '').replace(/^的+|的+$/gu, '');
}
