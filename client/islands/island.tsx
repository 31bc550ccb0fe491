import type { ComponentType } from 'preact';
import type { IslandName } from './islands.ts';
import { toScriptText } from './script-text.ts';

interface IslandProps<Props> {
  name: IslandName;
  component: ComponentType<Props>;
  /** Everything the component gets, as JSON: no functions, and only the words of its own screen. */
  props: Props;
}

/**
 * A part of a page that comes alive in the browser. It is rendered here like the rest, with its props
 * beside it as data; the browser loads its code and takes it over. It must be usable before that.
 */
export function Island<Props extends object>({ name, component: Component, props }: IslandProps<Props>) {
  return (
    <>
      <div data-island={name}>
        <Component {...props} />
      </div>
      <script type="application/json" dangerouslySetInnerHTML={{ __html: toScriptText(props) }} />
    </>
  );
}
