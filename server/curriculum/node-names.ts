/** What is shown of a node. */
export interface NamedNode {
  kind: string;
  name: string;
  label: string | null;
}

/** A node as its book prints it: 第八单元 分数的初步认识, 第3课 …. */
export function printedNodeName(node: NamedNode): string {
  return node.label ? `${node.label} ${node.name}` : node.name;
}

/**
 * The names from the stage down, grade and volume as one: 小学, 数学, 人教版, 三年级上册, 第八单元 分数的初步认识.
 *
 * @param chain the node's ancestors from the stage down, then the node
 */
export function nodePathNames(chain: readonly NamedNode[]): string[] {
  const names: string[] = [];
  let above: NamedNode | undefined;
  for (const node of chain) {
    const name = printedNodeName(node);
    if (node.kind === 'volume' && above?.kind === 'grade') names.push(`${names.pop() ?? ''}${name}`);
    else names.push(name);
    above = node;
  }
  return names;
}
