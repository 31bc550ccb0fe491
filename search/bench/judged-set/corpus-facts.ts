import type { BenchLesson } from '../lesson.ts';
import { createRandom, type Random } from '../random.ts';
import {
  canonicalEdition,
  canonicalSubject,
  canonicalVolume,
  type Numbered,
  numberOfLesson,
  numberOfUnit,
} from './places.ts';
import { isHan, plain, says, spokenTitle, syllables, wordsIn } from './text.ts';

/** A lesson with what the rules look at. */
export interface Described extends BenchLesson {
  /** As a person would call it. */
  spoken: string;
  plainSpoken: string;
  plainTitle: string;
  plainUnit: string;
  canonicalSubject: string;
  canonicalEdition: string;
  canonicalVolume: string;
  unitNumber: Numbered | null;
  lessonNumber: Numbered | null;
}

/** A corpus, to be asked which lessons a rule holds for. */
export interface CorpusFacts {
  lessons: readonly Described[];
  /** Those with a title that a child might type: not a file's name, not too long. */
  typeable: readonly Described[];
  teachers: readonly string[];
  /** Those whose title says the part. */
  titled(part: string): Described[];
  where(rule: (lesson: Described) => boolean): Described[];
  /** Syllables of the title's Han characters. */
  soundsOf(lesson: Described): readonly string[];
  soundsOfTeacher(teacher: string): string;
  /** Whether a text of two characters or more is a word of several titles: no piece that a dictionary cut wrongly. */
  isWord(text: string): boolean;
  /** The characters of all titles, often used ones several times, to choose from. */
  characters: readonly string[];
}

export function describeCorpus(lessons: readonly BenchLesson[]): CorpusFacts {
  const described = lessons.map(describe);
  const sounds = new Map<string, readonly string[]>();
  const teacherSounds = new Map<string, string>();
  const titlesWithWord = new Map<string, number>();
  for (const title of new Set(described.map(({ spoken }) => spoken))) {
    for (const word of new Set(wordsIn(title))) titlesWithWord.set(word, (titlesWithWord.get(word) ?? 0) + 1);
  }
  return {
    lessons: described,
    typeable: described.filter(({ spoken, plainSpoken }) => isTypeable(spoken) && plainSpoken.length > 1),
    teachers: [...new Set(lessons.map(({ teacher }) => teacher))].filter((teacher) => teacher !== ''),
    titled(part) {
      const wanted = plain(part);
      return described.filter(({ plainTitle }) => says(plainTitle, wanted));
    },
    where: (rule) => described.filter(rule),
    soundsOf({ plainTitle }) {
      const known = sounds.get(plainTitle) ?? syllables(plainTitle);
      sounds.set(plainTitle, known);
      return known;
    },
    soundsOfTeacher(teacher) {
      const known = teacherSounds.get(teacher) ?? syllables(teacher, 'person').join('');
      teacherSounds.set(teacher, known);
      return known;
    },
    isWord: (text) => [...text].length > 1 && (titlesWithWord.get(text) ?? 0) > 1,
    characters: described.flatMap(({ spoken }) => [...spoken].filter(isHan)),
  };
}

function describe(lesson: BenchLesson): Described {
  const spoken = spokenTitle(lesson.title);
  return {
    ...lesson,
    spoken,
    plainSpoken: plain(spoken),
    plainTitle: plain(lesson.title),
    plainUnit: plain(lesson.unit),
    canonicalSubject: canonicalSubject(lesson.subject),
    canonicalEdition: canonicalEdition(lesson.edition),
    canonicalVolume: canonicalVolume(lesson.volume),
    unitNumber: numberOfUnit(lesson),
    lessonNumber: numberOfLesson(lesson),
  };
}

function isTypeable(title: string): boolean {
  return [...title].length <= 18 && !/-.*-|[-_]W$|\.\w{2,4}$|[/\\|_]/u.test(title);
}

/** A random source for one kind, so that another number of queries of one kind changes no other. */
export function randomOfKind(seed: number, kind: string): Random {
  let mixed = seed;
  for (const character of kind) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193);
  return createRandom(mixed);
}
