import { plain, says } from '../text.ts';
import {
  both,
  isRelatedEdition,
  numberWays,
  type Way,
  wayOfEdition,
  wayOfGrade,
  wayOfOldSubject,
  wayOfSubject,
} from '../ways.ts';
import { fill } from '../wording.ts';
import { type Candidate, type Kind, type Making, someLesson, somePart, usualMost } from './kind.ts';

/* A place and a topic, together in one of many ways. */
function placed(making: Making, topic: string, ...places: Way[]): Candidate {
  const { random, wording, facts } = making;
  const place = places.map(({ text }) => text).join(random.pick(['', '', ' ']));
  const q = fill(random.pick(wording.placesOfTopics), { place, topic });
  return { q, relevant: facts.titled(topic).filter(both(...places)) };
}

/** Rule: of that grade (and volume, where one is typed), and the title says the title. */
const gradeTitle: Kind = {
  name: 'grade-title',
  most: usualMost,
  make(making) {
    const lesson = someLesson(making);
    const grade = wayOfGrade(lesson, making.random);
    return grade && placed(making, lesson.spoken, grade);
  },
};

/** Rule: of that edition, and the title says the title; a short name must not fit another edition too. */
const editionTitle: Kind = {
  name: 'edition-title',
  most: usualMost,
  make(making) {
    const { random, facts } = making;
    const lesson = someLesson(making);
    const edition = wayOfEdition(lesson, random);
    const topic = random.chance(0.7) ? lesson.spoken : somePart(lesson.spoken, making);
    if (!edition || topic === null) return null;
    if (facts.titled(topic).some((one) => isRelatedEdition(one, lesson))) return null;
    const grade = random.chance(0.2) ? wayOfGrade(lesson, random) : null;
    return placed(making, topic, edition, ...(grade ? [grade] : []));
  },
};

/** Rule: of that subject, and the title says the part. */
const subjectPart: Kind = {
  name: 'subject-part',
  most: usualMost,
  make(making) {
    const { random } = making;
    const lesson = someLesson(making);
    const topic = somePart(lesson.spoken, making);
    if (topic === null || lesson.subject === '') return null;
    const grade = random.chance(0.25) ? wayOfGrade(lesson, random) : null;
    return placed(making, topic, ...(grade ? [grade] : []), wayOfSubject(lesson, random));
  },
};

/** Rule: of the subject that took the old one's place, and of the grade or with the part that was typed. */
const oldName: Kind = {
  name: 'old-name',
  most: 1000,
  make(making) {
    const { random, facts } = making;
    const lesson = someLesson(making);
    const subject = wayOfOldSubject(lesson, random);
    if (!subject) return null;
    const grade = wayOfGrade(lesson, random);
    if (grade && random.chance(0.25)) {
      const q = random.pick([
        `${grade.text}${subject.text}`,
        `${subject.text} ${grade.text}`,
        `${subject.text}${grade.text}`,
      ]);
      return { q, relevant: facts.where(both(grade, subject)) };
    }
    const topic = random.chance(0.5) ? lesson.spoken : somePart(lesson.spoken, making);
    if (topic === null) return null;
    return grade && random.chance(0.4)
      ? placed(making, topic, grade, subject)
      : placed(making, topic, subject);
  },
};

/** Rule: the unit's name says the name, or the title does. */
const unit: Kind = {
  name: 'unit',
  most: 60,
  make(making) {
    const { random, facts } = making;
    const lesson = someLesson(making);
    const name = lesson.unit.replace(
      /^(?:第\s*\S+?\s*(?:单元|章|课|节|部分)|(?:starter\s+)?unit\s*\d+|module\s*\d+)[\s:：.、·]*/iu,
      '',
    );
    if (plain(name).length < 3 || lesson.unit === '') return null;
    const withNumber = name !== lesson.unit && random.chance(0.25);
    const q = random.pick([
      withNumber ? lesson.unit : name,
      withNumber ? lesson.unit : `${name}${random.pick(['', '', '单元', ' 单元'])}`,
    ]);
    const relevant = facts.where(
      (one) =>
        says(one.plainUnit, plain(withNumber ? lesson.unit : name)) || says(one.plainTitle, plain(name)),
    );
    return { q, relevant };
  },
};

/** Rule: of that grade, volume and subject (and edition, where one is typed), in the unit of that number. */
const numberedUnit: Kind = {
  name: 'numbered-unit',
  most: 200,
  make(making) {
    const { random, facts, wording } = making;
    const lesson = someLesson(making);
    const printed = lesson.unitNumber;
    const grade = wayOfGrade(lesson, random, true);
    if (!printed || !grade || lesson.volume === '') return null;
    const edition = random.chance(0.3) ? wayOfEdition(lesson, random) : null;
    const subject = wayOfSubject(lesson, random);
    const q = fill(random.pick(wording.numbers), {
      edition: edition?.text ?? '',
      grade: grade.text,
      subject: subject.text,
      number: random.pick(numberWays(printed.counter, printed.number)),
    });
    const told = both(grade, subject, ...(edition && q.includes(edition.text) ? [edition] : []));
    const relevant = facts.where(
      (one) =>
        told(one) && one.unitNumber?.counter === printed.counter && one.unitNumber.number === printed.number,
    );
    return { q, relevant };
  },
};

/** Rule: of that grade, volume and subject, the lesson of that number; or of that number, and with that title. */
const numberedLesson: Kind = {
  name: 'numbered-lesson',
  most: usualMost,
  make(making) {
    const { random, facts, wording } = making;
    const lesson = someLesson(making);
    const printed = lesson.lessonNumber;
    if (printed?.counter !== '课') return null;
    const number = random.pick(numberWays(printed.counter, printed.number));
    const sameNumber = facts.where(
      ({ lessonNumber }) => lessonNumber?.counter === '课' && lessonNumber.number === printed.number,
    );
    if (random.chance(0.25)) {
      const q = `${number}${random.pick(['', ' ', '：'])}${lesson.spoken}`;
      return { q, relevant: sameNumber.filter((one) => says(one.plainTitle, lesson.plainSpoken)) };
    }
    const grade = wayOfGrade(lesson, random, true);
    if (!grade || lesson.volume === '') return null;
    const subject = wayOfSubject(lesson, random);
    const q = fill(random.pick(wording.numbers), { grade: grade.text, subject: subject.text, number });
    return { q, relevant: sameNumber.filter(both(grade, subject)) };
  },
};

export const kindsByPlace: readonly Kind[] = [
  gradeTitle,
  editionTitle,
  subjectPart,
  oldName,
  unit,
  numberedUnit,
  numberedLesson,
];
