import type { PageModel } from '../contract/pages.ts';
import type { Language } from '../contract/words/words.ts';

/** The client's built renderer (`dist/render/render.js`), loaded once: page model in, whole HTML document out. */
export interface Renderer {
  render(model: PageModel, language: Language): string;
}
