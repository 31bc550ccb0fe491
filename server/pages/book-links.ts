import type { BookLink } from '../contract/pages.ts';
import type { StageSlug } from '../contract/terms/stages.ts';
import { subjectName, subjects } from '../contract/terms/subjects.ts';
import { termBySlug } from '../contract/terms/term.ts';
import type { Language } from '../contract/words/words.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import { pathsDownTo } from '../curriculum/node-path.ts';
import { countPublishedByNode } from '../db/lessons.ts';
import type { NodeRow } from '../db/nodes.ts';
import type { Db } from '../db/open-database.ts';
import { readNodeChains } from '../lessons/node-chains.ts';

/** Numbers of published lessons by the path of every node that they stand at or below. */
export async function countLessonsBelow(db: Db): Promise<Map<string, number>> {
  const below = new Map<string, number>();
  for (const [path, lessons] of await countPublishedByNode(db))
    for (const above of pathsDownTo(path)) below.set(above, (below.get(above) ?? 0) + lessons);
  return below;
}

/** Books as links, named by edition, grade and volume, with the number of published lessons in each. */
export async function toBookLinks(
  db: Db,
  books: readonly NodeRow[],
  language: Language,
  lessonsBelow: ReadonlyMap<string, number>,
): Promise<BookLink[]> {
  const chains = await readNodeChains(
    db,
    books.map((book) => ({ node_path: book.path })),
  );
  return books.map((book) => {
    const chain = chains.of(book.path);
    const below = chain.filter((node) => node.kind === 'grade' || node.kind === 'volume');
    return {
      id: book.id,
      name: nodePathNames(below).join(' '),
      label: null,
      subject: book.subject ?? '',
      subjectName: nameOfSubject(book, language),
      edition: chain.find((node) => node.kind === 'edition')?.name ?? '',
      lessons: lessonsBelow.get(book.path) ?? 0,
    };
  });
}

/** What the subject of a place is called in its stage. */
export function nameOfSubject(
  { stage, subject }: Pick<NodeRow, 'stage' | 'subject'>,
  language: Language,
): string {
  const term = termBySlug(subjects, subject ?? '');
  if (!term) return subject ?? '';
  return language === 'zh' ? subjectName(term, stage as StageSlug) : term.en;
}
