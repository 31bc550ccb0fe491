import type { ManagedNode, NodeFormName, PageOf } from '../../../server/contract/pages.ts';
import { joinNames } from '../../../server/contract/words/join-names.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import { printedName } from '../../ui/printed-name.ts';
import { Section } from '../../ui/section.tsx';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { CurriculumFileForm } from './curriculum-file-form.tsx';
import { AddNodeForm, RenameNodeForm, RetireNodeForm, ReviveNodeForm } from './curriculum-node-forms.tsx';

/** The curriculum, a node at a time. All of it are links and forms: it works without a script. */
export function composeManageCurriculumPage(
  model: PageOf<'manage-curriculum'>,
  locale: Locale,
): PageDocument {
  const words = locale.words.manageCurriculum;
  const { shell, path, children, problem, typed, saved } = model;
  const node = path.at(-1);
  // Only the form that was refused: a child's name in the other one would be its parent's when that is saved.
  const typedIn = (form: NodeFormName) => (typed.form === form ? typed : { name: '', label: '' });
  return composeManage({
    ...{ shell, locale, place: 'curriculum' },
    title: node ? printedName(node) : words.title,
    intro: node ? <Way path={path} locale={locale} /> : words.intro,
    children: (
      <div class="curriculum">
        {problem !== null && (
          <Notice kind="wrong" live>
            <p>{problem}</p>
          </Notice>
        )}
        {saved && (
          <Notice kind="done" live>
            <p>{words.saved}</p>
          </Notice>
        )}
        {node && <Standing node={node} path={path} locale={locale} />}
        <Editions model={model} locale={locale} />
        <Section title={words.below}>
          {children.length === 0 ? (
            <p class="secondary">{words.belowNone}</p>
          ) : (
            <ul class="curriculum-nodes">
              {children.map((child) => (
                <NodeLine key={child.id} node={child} locale={locale} />
              ))}
            </ul>
          )}
          <Retired model={model} locale={locale} />
        </Section>
        {node ? (
          <>
            {node.may.extend && (
              <AddNodeForm {...{ node, siblings: children, typed: typedIn('add'), words }} />
            )}
            {node.may.rename && <RenameNodeForm {...{ node, typed: typedIn('change'), words }} />}
            {node.may.retire && <RetireNodeForm {...{ node, words }} />}
            <p>
              <a href={`/api/curriculum/export?node=${node.id}`} download>
                {words.exportHere}
              </a>
            </p>
          </>
        ) : (
          <Files model={model} locale={locale} />
        )}
      </div>
    ),
  });
}

function Way({ path, locale: { words } }: { path: readonly ManagedNode[]; locale: Locale }) {
  return (
    <nav class="dotted" aria-label={words.manageCurriculum.path}>
      <a href="/manage/curriculum">{words.manageCurriculum.top}</a>
      {path.slice(0, -1).map((above) => (
        <a key={above.id} href={address(above)}>
          {printedName(above)}
        </a>
      ))}
    </nav>
  );
}

const address = ({ id }: Pick<ManagedNode, 'id'>) => `/manage/curriculum?node=${id}`;

/** What is to be known of the node before anything is done to it. */
function Standing({
  node,
  path,
  locale,
}: {
  node: ManagedNode;
  path: readonly ManagedNode[];
  locale: Locale;
}) {
  const words = locale.words.manageCurriculum;
  const inOwnBook = path.some(({ kind, own }) => kind === 'volume' && own === 'file');
  const own = inOwnBook ? words.ownBook : node.own ? words.ownNode : null;
  return (
    <>
      {node.retired && (
        <Notice kind="warning">
          <p>{words.isRetired}</p>
        </Notice>
      )}
      {own && (
        <Notice kind="info">
          <p>{own}</p>
        </Notice>
      )}
    </>
  );
}

function NodeLine({ node, locale }: { node: ManagedNode; locale: Locale }) {
  const words = locale.words.manageCurriculum;
  const mark = node.draft
    ? words.draft
    : node.own === 'file'
      ? words.ownFile
      : node.own === 'hand'
        ? words.ownHand
        : null;
  return (
    <li>
      <a href={address(node)}>{printedName(node)}</a>
      <span class="small secondary dotted">
        {mark && <span>{mark}</span>}
        <span class="figure">{countLessons(node.lessons, locale)}</span>
      </span>
    </li>
  );
}

function countLessons(lessons: number, { words, language }: Locale): string {
  if (lessons === 0) return words.manageCurriculum.noLessons;
  return fill(words.manageCurriculum.lessons, { count: formatNumber(lessons, language) });
}

function Retired({ model: { retired }, locale }: { model: PageOf<'manage-curriculum'>; locale: Locale }) {
  const words = locale.words.manageCurriculum;
  if (retired.length === 0) return null;
  return (
    <details class="curriculum-retired">
      <summary>{fill(words.retiredBelow, { count: retired.length })}</summary>
      <ul class="curriculum-nodes">
        {retired.map((node) => (
          <li key={node.id}>
            <a href={address(node)}>{printedName(node)}</a>
            <span class="curriculum-action">
              <span class="small secondary figure">{countLessons(node.lessons, locale)}</span>
              {node.may.retire && <ReviveNodeForm node={node} words={words} />}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Of a subject: which of its editions the region uses. */
function Editions({
  model: { path, editions },
  locale: { words: all },
}: {
  model: PageOf<'manage-curriculum'>;
  locale: Locale;
}) {
  const words = all.manageCurriculum;
  const node = path.at(-1);
  if (!node || editions.length < 2) return null;
  return (
    <form class="panel" method="post" action="/manage/curriculum/editions" aria-labelledby="editions">
      <h2 id="editions">{words.editionsTitle}</h2>
      <p class="secondary small">{words.editionsHint}</p>
      <input type="hidden" name="node" value={node.id} />
      <div class="curriculum-editions">
        {editions.map(({ slug, name, current }) => (
          <Check key={slug} name="edition" value={slug} checked={current} label={name} />
        ))}
      </div>
      <p class="form-actions">
        <Button type="submit">{words.editionsSave}</Button>
      </p>
    </form>
  );
}

/** At the top: bringing in files, what came last, what the region uses. */
function Files({ model, locale }: { model: PageOf<'manage-curriculum'>; locale: Locale }) {
  const words = locale.words.manageCurriculum;
  const { currentEditions, imports, mostFileBytes, mostLines } = model;
  return (
    <>
      <Section title={words.importTitle}>
        <CurriculumFileForm {...{ mostFileBytes, mostLines, locale }} />
      </Section>
      <Section title={words.filesTitle}>
        <ul class="curriculum-links">
          <li>
            <a href="/api/curriculum/template" download>
              {words.template}
            </a>
          </li>
          <li>
            <a href="/api/curriculum/export" download>
              {words.exportCsv}
            </a>
          </li>
          <li>
            <a href="/api/curriculum/export?format=jsonl" download>
              {words.exportJsonl}
            </a>
          </li>
        </ul>
        <p class="secondary small">{words.updates}</p>
      </Section>
      {imports.length > 0 && (
        <Section title={words.lastImports}>
          <ul class="curriculum-nodes">
            {imports.map(({ id, name, appliedAt }) => (
              <li key={id}>
                <a href={`/manage/curriculum/imports/${id}`}>{name}</a>
                <span class="small secondary figure">
                  {formatDateTime(appliedAt, locale.language, locale.timeZone)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={words.editionsTitle}>
        {currentEditions.length === 0 && <p class="secondary">{words.editionsNone}</p>}
        <ul class="curriculum-nodes">
          {currentEditions.map(({ id, name, editions }) => (
            <li key={id}>
              <a href={`/manage/curriculum?node=${id}`}>{name}</a>
              <span class="small secondary">{joinNames(editions, locale.language)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
