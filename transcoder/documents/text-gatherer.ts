/** Gathers what a document says, paragraph by paragraph, up to a number of bytes in UTF-8. */
export class TextGatherer {
  readonly #paragraphs: string[] = [];
  #left: number;

  constructor(mostBytes: number) {
    this.#left = mostBytes;
  }

  /** Nothing more is taken: whoever reads on does so for nobody. */
  get full(): boolean {
    return this.#left <= 0;
  }

  get text(): string {
    return this.#paragraphs.join('\n');
  }

  add(paragraph: string): void {
    const tidy = tidyParagraph(paragraph);
    if (tidy === '' || this.full) return;
    const bytes = Buffer.byteLength(tidy) + 1;
    this.#paragraphs.push(bytes <= this.#left ? tidy : cut(tidy, this.#left - 1));
    this.#left -= bytes;
  }
}

/** What cannot be seen or belongs to one font alone is left out; any white space is one blank. */
function tidyParagraph(paragraph: string): string {
  return paragraph
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}\uFFFD]|(?!\s)\p{Cc}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The beginning that fits, without half a character at its end. */
function cut(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(Math.max(0, bytes)));
  return text.slice(0, read);
}
