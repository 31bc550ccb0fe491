import { posix } from 'node:path';
import { newBudget, readArchive } from './read-archive.ts';
import { readXml } from './read-xml.ts';

/** A relationship of a part: where it leads inside the package, and what for. */
export interface PartLink {
  id: string;
  /** The last word of its type: `slide`, `notesSlide`, `footnotes`. */
  type: string;
  /** The name of the part. */
  part: string;
}

/** The XML parts of an Office document by their names, which are told without a slash before them (ECMA-376, part 2). */
export class OfficePackage {
  readonly #parts: ReadonlyMap<string, Buffer>;

  private constructor(parts: ReadonlyMap<string, Buffer>) {
    this.#parts = parts;
  }

  /** Pictures and sounds are passed over. Throws `RefusedDocument`. */
  static async open(file: Buffer): Promise<OfficePackage> {
    const parts = new Map<string, Buffer>();
    for await (const { name, content } of readArchive(file, newBudget()))
      if (/\.(xml|rels)$/i.test(name)) parts.set(name.toLowerCase(), content);
    return new OfficePackage(parts);
  }

  part(name: string): Buffer | undefined {
    return this.#parts.get(name.toLowerCase());
  }

  /** The part with which the document begins. */
  get main(): string {
    return this.links('').find(({ type }) => type === 'officeDocument')?.part ?? '';
  }

  /** Of a part, or with an empty name of the whole package; in the order in which they are written. */
  links(part: string): PartLink[] {
    const folder = posix.dirname(part);
    const rels = this.part(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
    const links: PartLink[] = [];
    if (!rels) return links;
    readXml(rels, {
      open(name, { Id = '', Type = '', Target = '', TargetMode }) {
        if (name !== 'Relationship' || TargetMode === 'External') return;
        const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
        links.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), part: target });
      },
    });
    return links;
  }
}
