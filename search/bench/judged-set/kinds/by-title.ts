import { Converter } from 'opencc-js';
import type { CorpusFacts } from '../corpus-facts.ts';
import { bySound, withDropped, withHomophone, withLookAlike } from '../slips.ts';
import { isHan, plain, says, wordsIn } from '../text.ts';
import { wayOfGrade } from '../ways.ts';
import { fill } from '../wording.ts';
import { isTelling, type Kind, type Making, someLesson, somePart, usualMost } from './kind.ts';

/** Rule: the title, without running number and part marks, is what was typed. */
const exact: Kind = {
  name: 'exact',
  most: usualMost,
  make(making) {
    const lesson = someLesson(making);
    const typed = making.random.chance(0.3) ? lesson.title : lesson.spoken;
    const q = fill(making.random.pick(making.wording.titles), { title: typed });
    return { q, relevant: making.facts.where((one) => one.plainSpoken === lesson.plainSpoken) };
  },
};

/** Rule: the title says the part, in one piece. */
const part: Kind = {
  name: 'part',
  most: usualMost,
  make(making) {
    const { spoken } = someLesson(making);
    const q = somePart(spoken, making);
    if (q === null || plain(q) === plain(spoken)) return null;
    return { q, relevant: making.facts.titled(q) };
  },
};

/** Rule: the title says the word, be it inside a longer one (比例 in 反比例). One title at least has it there. */
const innerWord: Kind = {
  name: 'inner-word',
  most: usualMost,
  make(making) {
    const { spoken } = someLesson(making);
    const longer = wordsIn(spoken).filter((word) => isHan(word) && word.length > 2);
    if (longer.length === 0) return null;
    const word = making.random.pick(longer);
    const from = 1 + making.random.whole(word.length - 2);
    const q = word.slice(from, from + 2);
    if (!isTelling(q) || !wordsIn(q).includes(q)) return null;
    return { q, relevant: making.facts.titled(q) };
  },
};

const toTraditional = ['tw', 'hk', 't'].map((to) => Converter({ from: 'cn', to: to as 'tw' | 'hk' | 't' }));

/** Rule: the title says what was typed, once it is written in simplified characters. */
const traditional: Kind = {
  name: 'traditional',
  most: usualMost,
  make(making) {
    const { random, facts } = making;
    const lesson = someLesson(making);
    const topic = random.chance(0.5) ? lesson.spoken : somePart(lesson.spoken, making);
    if (topic === null) return null;
    const grade = random.chance(0.2) ? wayOfGrade(lesson, random) : null;
    const q = random.pick(toTraditional)(`${grade?.text ?? ''}${topic}`);
    const saying = facts.titled(topic);
    if (random.pick(toTraditional)(topic) === topic) return null;
    return { q, relevant: grade ? saying.filter(grade.means) : saying };
  },
};

/** Rule: the title says the words; Latin letters, digits and marks are typed in their full-width forms. */
const fullWidth: Kind = {
  name: 'full-width',
  most: usualMost,
  make(making) {
    const { random, facts } = making;
    const lesson = someLesson(making);
    const grade = random.chance(0.4) ? wayOfGrade(lesson, random) : null;
    const typed = `${grade?.text ?? ''}${lesson.spoken}`;
    const q = typed
      .replace(/[!-~]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
      .replaceAll(' ', '　');
    if (q === typed) return null;
    const saying = facts.titled(lesson.spoken);
    return { q, relevant: grade ? saying.filter(grade.means) : saying };
  },
};

/** Rule: the title says the phrase, whole words of it. */
const english: Kind = {
  name: 'english',
  most: usualMost,
  make(making) {
    const { random, facts } = making;
    const lesson = random.pick(facts.lessons);
    const words = plain(lesson.spoken).split(' ');
    if (words.length < 2 || !words.every((word) => /^[a-z0-9]+$/u.test(word))) return null;
    const from = random.chance(0.6) ? 0 : random.whole(words.length - 1);
    const to = random.chance(0.6) ? words.length : from + 2;
    const phrase = words.slice(from, to);
    if (phrase.join('').length < 6 || !phrase.some((word) => word.length > 3)) return null;
    const whole = phrase.length === words.length;
    const q =
      whole && random.chance(0.6)
        ? random.pick([lesson.spoken, lesson.spoken.toLowerCase(), lesson.spoken.toUpperCase()])
        : phrase.join(' ');
    return { q, relevant: facts.titled(phrase.join(' ')) };
  },
};

/** Rule: the title says every word, in whatever order. */
const otherOrder: Kind = {
  name: 'other-order',
  most: usualMost,
  make(making) {
    const { random, facts } = making;
    const telling = wordsIn(someLesson(making).spoken).filter((word) => isHan(word) && isTelling(word));
    if (telling.length < 2) return null;
    const words = telling.slice(0, 3).reverse();
    const typed = words.join(random.chance(0.7) ? ' ' : '');
    const q = random.chance(0.15) ? words.join('的') : typed;
    return { q, relevant: facts.where(({ plainTitle }) => words.every((word) => says(plainTitle, word))) };
  },
};

/** Rule, of all three slips: the title says what was meant, and no title says what was typed. */
function slip(name: string, shortest: number, make: (text: string, making: Making) => string | null): Kind {
  return {
    name,
    most: usualMost,
    make(making) {
      const { spoken } = someLesson(making);
      if (!isHan(spoken) || spoken.length < shortest || spoken.length > 12) return null;
      const q = make(spoken, making);
      if (q === null || making.facts.titled(q).length > 0) return null;
      return { q, relevant: making.facts.titled(spoken) };
    },
  };
}

const soundsOf = new WeakMap<CorpusFacts, Map<string, string[]>>();

function charactersBySound(facts: CorpusFacts): Map<string, string[]> {
  const known = soundsOf.get(facts) ?? bySound(facts.characters);
  soundsOf.set(facts, known);
  return known;
}

export const kindsByTitle: readonly Kind[] = [
  exact,
  part,
  innerWord,
  traditional,
  fullWidth,
  english,
  otherOrder,
  slip('homophone', 3, (text, { facts, random }) => withHomophone(text, charactersBySound(facts), random)),
  slip('look-alike', 4, (text, { random }) => withLookAlike(text, random)),
  slip('dropped', 5, (text, { random }) => withDropped(text, random)),
];
