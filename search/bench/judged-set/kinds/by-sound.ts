import type { CorpusFacts, Described } from '../corpus-facts.ts';
import { isHan, syllables } from '../text.ts';
import { wayOfGrade } from '../ways.ts';
import { type Kind, type Making, someLesson, somePart, usualMost } from './kind.ts';

function someTopic(
  making: Making,
  most: number,
): { lesson: Described; topic: string; sounds: string[] } | null {
  const lesson = someLesson(making);
  const topic = making.random.chance(0.6) ? lesson.spoken : somePart(lesson.spoken, making);
  if (topic === null || !isHan(topic) || topic.length < 2 || topic.length > most) return null;
  return { lesson, topic, sounds: syllables(topic) };
}

/* Read as they are in the whole title, and as the part alone is read: many characters have several readings. */
function sounding(facts: CorpusFacts, topic: string, sounds: readonly string[]): Described[] {
  const wanted = ` ${sounds.join(' ')} `;
  const saying = new Set(facts.titled(topic));
  return facts.where(
    (lesson) => saying.has(lesson) || ` ${facts.soundsOf(lesson).join(' ')} `.includes(wanted),
  );
}

/** Rule: the title sounds so, syllable for syllable without tones. */
const pinyin: Kind = {
  name: 'pinyin',
  most: usualMost,
  make(making) {
    const found = someTopic(making, 8);
    if (!found) return null;
    const { topic, sounds } = found;
    if (sounds.join('').length < 5) return null;
    const { random, facts } = making;
    const joined = sounds.join(random.pick(['', '', '', ' ']));
    const q = random.chance(0.1) ? joined.toUpperCase() : joined;
    return { q, relevant: sounding(facts, topic, sounds) };
  },
};

/** Rule: the syllables of the title begin, one after the other, with these letters. */
const initials: Kind = {
  name: 'initials',
  most: 10,
  make(making) {
    const found = someTopic(making, 10);
    if (!found || found.topic.length < 4) return null;
    const { facts, random } = making;
    const q = found.sounds.map((sound) => sound[0]).join('');
    const beginning = (lesson: Described) =>
      facts
        .soundsOf(lesson)
        .map((sound) => sound[0])
        .join('')
        .includes(q);
    return { q: random.chance(0.1) ? q.toUpperCase() : q, relevant: facts.where(beginning) };
  },
};

/** Rule: of that grade (and volume), and the title sounds so. */
const gradePinyin: Kind = {
  name: 'grade-pinyin',
  most: usualMost,
  make(making) {
    const found = someTopic(making, 6);
    if (!found) return null;
    const { lesson, topic, sounds } = found;
    const { random, facts } = making;
    const grade = wayOfGrade(lesson, random);
    if (!grade || sounds.join('').length < 4) return null;
    const typed = sounds.join('');
    const q = random.pick([`${grade.text}${typed}`, `${grade.text} ${typed}`, `${typed} ${grade.text}`]);
    return { q, relevant: sounding(facts, topic, sounds).filter(grade.means) };
  },
};

/** Rule: the teacher's name sounds so; a surname is read as a surname (曾 is zeng). */
const teacherPinyin: Kind = {
  name: 'teacher-pinyin',
  most: 80,
  make({ facts, random }) {
    const teacher = random.pick(facts.teachers);
    const sounds = facts.soundsOfTeacher(teacher);
    const spaced = syllables(teacher, 'person').join(' ');
    const q = random.pick([
      sounds,
      sounds,
      spaced,
      spaced.replace(' ', '\n').replaceAll(' ', '').replace('\n', ' '),
    ]);
    return {
      q,
      relevant: facts.where((one) => one.teacher !== '' && facts.soundsOfTeacher(one.teacher) === sounds),
    };
  },
};

export const kindsBySound: readonly Kind[] = [pinyin, initials, gradePinyin, teacherPinyin];
