import type { DatabaseSync } from 'node:sqlite';
import {
  type Lexicon,
  type NamedTexts,
  nearTokens,
  type Phrase,
  phrasesOf,
  phraseTokens,
} from '../lexicon.ts';

/*
 * The names that lessons have, each once, with the number of its lessons. `phrase_text` only finds: pairs of
 * characters and of sounds. SQL of search's private file.
 */
export const phraseSchema = `
  create table phrase (id integer primary key, text text not null unique, uses integer not null);
  create virtual table phrase_text using fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = 'ascii'
  );
`;

/** So many names are compared with what was typed. */
const nearLimit = 120;

/** The lexicon of one index file, and how lessons get into it and out of it. */
export interface PhraseTable extends Lexicon {
  /** Inside a transaction. */
  add(texts: NamedTexts): void;
  /** Inside a transaction; what was added with a lesson is taken out with the same texts. */
  remove(texts: NamedTexts): void;
}

export function openPhraseTable(db: DatabaseSync): PhraseTable {
  const use = db.prepare(
    `insert into phrase (text, uses) values (?, 1)
     on conflict (text) do update set uses = uses + 1 returning id, uses`,
  );
  const insertText = db.prepare('insert into phrase_text (rowid, tokens) values (?, ?)');
  const unuse = db.prepare('update phrase set uses = uses - 1 where text = ? returning id, uses');
  const deletePhrase = db.prepare('delete from phrase where id = ?');
  const deleteText = db.prepare('delete from phrase_text where rowid = ?');
  const findNear = db.prepare(
    `select phrase.text, phrase.uses from phrase_text join phrase on phrase.id = phrase_text.rowid
     where phrase_text match ? order by phrase_text.rank limit ${nearLimit}`,
  );
  const findKnown = db.prepare(
    'select text, uses from phrase where text in (select value from json_each(?))',
  );

  return {
    add(texts) {
      for (const text of phrasesOf(texts)) {
        const { id, uses } = use.get(text) as { id: number; uses: number };
        if (uses === 1) insertText.run(id, phraseTokens(text).join(' '));
      }
    },
    remove(texts) {
      for (const text of phrasesOf(texts)) {
        const left = unuse.get(text) as { id: number; uses: number } | undefined;
        if (!left || left.uses > 0) continue;
        deletePhrase.run(left.id);
        deleteText.run(left.id);
      }
    },
    near(text) {
      const tokens = nearTokens(text);
      if (tokens.length === 0) return [];
      return findNear.all(tokens.map((token) => `"${token}"`).join(' OR ')) as unknown as Phrase[];
    },
    known: (texts) => findKnown.all(JSON.stringify(texts)) as unknown as Phrase[],
  };
}
