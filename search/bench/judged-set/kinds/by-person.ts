import { fill } from '../wording.ts';
import { type Kind, someLesson, somePart, usualMost } from './kind.ts';

/** Rule: taught by that teacher. */
const teacher: Kind = {
  name: 'teacher',
  most: 80,
  make({ facts, random, wording }) {
    const name = random.pick(facts.teachers);
    const q = fill(random.pick(wording.teachers), { teacher: name });
    return { q, relevant: facts.where((one) => one.teacher === name) };
  },
};

/** Rule: taught by that teacher, and the title says the topic. */
const teacherTitle: Kind = {
  name: 'teacher-title',
  most: usualMost,
  make(making) {
    const { facts, random, wording } = making;
    const lesson = someLesson(making);
    const topic = random.chance(0.5) ? lesson.spoken : somePart(lesson.spoken, making);
    if (lesson.teacher === '' || topic === null) return null;
    const q = fill(random.pick(wording.teachersOfTopics), { teacher: lesson.teacher, topic });
    return { q, relevant: facts.titled(topic).filter((one) => one.teacher === lesson.teacher) };
  },
};

export const kindsByPerson: readonly Kind[] = [teacher, teacherTitle];
