import { randomBytes } from 'node:crypto';

/**
 * Words that stand nowhere else in the world, planted in what not everybody may see: whoever finds one in an
 * answer knows what leaked. They survive file names, captions, search and JSON.
 */
export class Canaries {
  readonly #planted = new Map<string, { thing: string; what: string }>();

  /** A new word for one part (title, note, bytes, …) of a thing. */
  plant(thing: string, what: string): string {
    const word = `qk${randomBytes(6).toString('hex')}`;
    this.#planted.set(word, { thing, what });
    return word;
  }

  /** Whose words stand in a text, each once. */
  find(text: string): { thing: string; what: string; word: string }[] {
    const words = new Set(text.match(/qk[0-9a-f]{12}/g));
    return [...words].flatMap((word) => {
      const planted = this.#planted.get(word);
      return planted ? [{ ...planted, word }] : [];
    });
  }

  all(): { thing: string; what: string; word: string }[] {
    return [...this.#planted].map(([word, planted]) => ({ word, ...planted }));
  }
}
