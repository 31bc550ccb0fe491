import type { ManagedNode, PageOf } from '../../../server/contract/pages.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Field, fieldAttributes, Input, Select } from '../../ui/field.tsx';

interface NodeFormProps {
  node: ManagedNode;
  words: Words<'manageCurriculum'>;
}

type Typed = Pick<PageOf<'manage-curriculum'>['typed'], 'name' | 'label'>;

export function RenameNodeForm({ node, typed, words }: NodeFormProps & { typed: Typed }) {
  return (
    <form
      class="panel form-narrow"
      method="post"
      action={`/manage/curriculum/nodes/${node.id}`}
      aria-labelledby="rename"
    >
      <h2 id="rename">{words.renameTitle}</h2>
      <p class="secondary small">{words.renameHint}</p>
      <Names
        id="rename"
        values={{ name: node.name, label: node.label ?? '' }}
        numbered={node.kind !== 'volume'}
        {...{ typed, words }}
      />
      <p class="form-actions">
        <Button type="submit">{words.save}</Button>
      </p>
    </form>
  );
}

export function AddNodeForm({
  node,
  siblings,
  typed,
  words,
}: NodeFormProps & { siblings: readonly ManagedNode[]; typed: Typed }) {
  return (
    <form class="panel form-narrow" method="post" action="/manage/curriculum/nodes" aria-labelledby="add">
      <h2 id="add">{words.addTitle}</h2>
      <input type="hidden" name="parent" value={node.id} />
      <Field id="add-kind" label={words.addKind}>
        <Select
          {...fieldAttributes('add-kind')}
          name="kind"
          value={node.kind === 'volume' ? 'unit' : 'topic'}
          options={[
            { value: 'unit', label: words.unit },
            { value: 'topic', label: words.topic },
          ]}
        />
      </Field>
      <Names id="add" values={{ name: '', label: '' }} numbered {...{ typed, words }} />
      <Field id="add-after" label={words.addAfter}>
        <Select
          {...fieldAttributes('add-after')}
          name="after"
          value=""
          options={[
            { value: '', label: words.addLast },
            ...siblings.map(({ id, name }) => ({ value: id, label: fill(words.addAfterOf, { name }) })),
          ]}
        />
      </Field>
      <p class="form-actions">
        <Button type="submit">{words.add}</Button>
      </p>
    </form>
  );
}

interface NamesProps {
  id: string;
  values: Typed;
  /** What was refused before. */
  typed: Typed;
  /** A number is printed in front. */
  numbered: boolean;
  words: Words<'manageCurriculum'>;
}

function Names({ id, values, typed, numbered, words }: NamesProps) {
  const [label, name] = [`${id}-label`, `${id}-name`];
  return (
    <>
      {numbered && (
        <Field id={label} label={words.label} hint={words.labelHint}>
          <Input
            {...fieldAttributes(label, { hint: true })}
            name="label"
            value={typed.label || values.label}
            maxLength={40}
          />
        </Field>
      )}
      <Field id={name} label={words.name}>
        <Input
          {...fieldAttributes(name)}
          name="name"
          value={typed.name || values.name}
          maxLength={120}
          required
        />
      </Field>
    </>
  );
}

export function RetireNodeForm({ node, words }: NodeFormProps) {
  return (
    <section class="panel form-narrow" aria-labelledby="retire">
      <h2 id="retire">{words.retireTitle}</h2>
      {node.retired ? (
        <ReviveNodeForm node={node} words={words} />
      ) : (
        <form method="post" action={`/manage/curriculum/nodes/${node.id}`}>
          <p class="secondary small">{fill(words.retireHint, { lessons: node.lessons })}</p>
          <input type="hidden" name="retired" value="true" />
          <p class="form-actions">
            <Button type="submit">{words.retire}</Button>
          </p>
        </form>
      )}
    </section>
  );
}

export function ReviveNodeForm({ node, words }: NodeFormProps) {
  return (
    <form method="post" action={`/manage/curriculum/nodes/${node.id}`}>
      <input type="hidden" name="retired" value="false" />
      <Button type="submit" small aria-label={fill(words.reviveOf, { name: node.name })}>
        {words.revive}
      </Button>
    </form>
  );
}
