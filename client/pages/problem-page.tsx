import type { PageOf } from '../../server/contract/pages.ts';
import { ButtonLink } from '../ui/button.tsx';
import type { Locale } from '../ui/locale.ts';
import { Shell } from '../ui/shell.tsx';
import type { PageDocument } from './page-document.ts';

/** What went wrong, in words, and where to go from here. */
export function composeProblemPage(model: PageOf<'problem'>, locale: Locale): PageDocument {
  const { shell, problem } = model;
  const words = locale.words.problemPage;
  const title = words[headingOf(problem.status)];
  const next = `/sign-in?next=${encodeURIComponent(shell.address)}`;
  return {
    title,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} search>
        <div class="text-page">
          <p class="text-page-number figure">{problem.status}</p>
          <h1>{title}</h1>
          <p>{problem.title}</p>
          {problem.fields && (
            <ul>
              {problem.fields.map((field) => (
                <li key={field.path}>{field.message}</li>
              ))}
            </ul>
          )}
          <p class="cluster">
            {problem.status === 401 ? (
              <ButtonLink look="primary" href={next}>
                {words.signInAction}
              </ButtonLink>
            ) : (
              <ButtonLink look="primary" href="/">
                {words.home}
              </ButtonLink>
            )}
            <ButtonLink href="/search">{words.search}</ButtonLink>
          </p>
          {problem.status >= 500 && (
            <p class="small secondary">
              {words.number}
              <code>{problem.requestId}</code>
            </p>
          )}
        </div>
      </Shell>
    ),
  };
}

function headingOf(status: number) {
  if (status === 401) return 'signIn';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 429) return 'tooMany';
  return status < 500 ? 'invalid' : 'broken';
}
