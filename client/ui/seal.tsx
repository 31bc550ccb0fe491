import { awards } from '../../server/contract/terms/levels.ts';
import { termBySlug } from '../../server/contract/terms/term.ts';
import type { Language } from '../../server/contract/words/words.ts';

interface SealProps {
  /** A level's slug: `province`. */
  level: string;
  language: Language;
  /** On covers: the two characters only. */
  small?: boolean;
}

/** The award of a lesson as a seal (印章). Its full name is there for those who do not read seals. */
export function Seal({ level, language, small = false }: SealProps) {
  const award = termBySlug(awards, level);
  if (!award) return null;
  return (
    <span class={small ? 'seal seal-small' : 'seal'} title={award[language]}>
      <span aria-hidden="true">{award.seal}</span>
      <span class="visually-hidden">{award[language]}</span>
    </span>
  );
}
