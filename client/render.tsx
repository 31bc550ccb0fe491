import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { PageModel } from '../server/contract/pages.ts';
import { dictionary } from '../server/contract/words/dictionary.ts';
import { type Language, languageTag } from '../server/contract/words/words.ts';
import type { Renderer } from '../server/pages/renderer.ts';
import { isIslandName } from './islands/island-sources.ts';
import type { IslandName } from './islands/islands.ts';
import { escapeScript } from './islands/script-text.ts';
import { type ClientManifest, type PageAssets, planAssets } from './manifest.ts';
import { composePage } from './pages/compose-page.ts';
import type { PageDocument } from './pages/page-document.ts';

/**
 * The renderer the server loads. `manifest` is the browser build's own (`dist/client/.vite/manifest.json`):
 * it knows the hashed names. Rendering asks nothing of anybody and throws only on a defect.
 */
export function createRenderer(manifest: ClientManifest): Renderer {
  return {
    render(model: PageModel, language: Language): string {
      const locale = { language, words: dictionary[language], timeZone: model.shell.timeZone };
      const page = composePage(model, locale);
      const body = renderToString(page.body);
      const assets = planAssets(manifest, { kind: page.kind, islands: islandsIn(body) });
      const head = { page, library: model.shell.library.name, assets };
      return `<!DOCTYPE html>${renderToString(wholeDocument(head, body, language))}`;
    },
  };
}

interface Head {
  page: PageDocument;
  library: string;
  assets: PageAssets;
}

function wholeDocument({ page, library, assets }: Head, body: string, language: Language): VNode {
  const title = page.title === library ? library : `${page.title} · ${library}`;
  return (
    <html lang={languageTag[language]}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        {page.description && <meta name="description" content={page.description} />}
        {page.kind !== 'public' && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#FBF8F2" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#16181B" media="(prefers-color-scheme: dark)" />
        <meta name="format-detection" content="telephone=no" />
        <meta property="og:title" content={page.title} />
        <meta property="og:site_name" content={library} />
        {page.description && <meta property="og:description" content={page.description} />}
        {page.image && <meta property="og:image" content={page.image} />}
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {assets.script && <script type="module" src={assets.script} />}
        {assets.preload.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {page.structuredData && (
          <script
            type="application/ld+json"
            dangerouslySetInnerHTML={{ __html: escapeScript(page.structuredData) }}
          />
        )}
      </head>
      <body class={`kind-${page.kind}`} dangerouslySetInnerHTML={{ __html: body }} />
    </html>
  );
}

/** A page without islands needs no script at all. */
function islandsIn(body: string): IslandName[] {
  const names = [...body.matchAll(/ data-island="([\w-]+)"/g)].map((match) => match[1]);
  return [...new Set(names)].filter(isIslandName);
}
