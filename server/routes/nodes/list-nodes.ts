import { Node, NodeList, NodeQuery } from '../../contract/curriculum.ts';
import { isCurrentEdition, readCurrentEditions } from '../../curriculum/current-editions.ts';
import { everybody, findNode, listChildNodes, listParentIdsAmong } from '../../db/nodes.ts';
import { NotFoundError } from '../../errors.ts';
import { defineRoute } from '../../route.ts';

export const listNodes = defineRoute({
  method: 'GET',
  path: '/api/nodes',
  summary:
    'What is below a node of the curriculum, in the order of the book, editions in use first; the stages without one',
  rule: 'public',
  query: NodeQuery,
  answer: NodeList,
  async handle({ context, actor, query }) {
    const { db } = context.database;
    const parent = query.parent ?? null;
    const reader = actor.kind === 'person' ? { personId: actor.id } : everybody;
    if (parent !== null && !(await findNode(db, parent, reader))) throw new NotFoundError();
    const children = await listChildNodes(db, parent, reader);
    const parents = new Set(
      await listParentIdsAmong(
        db,
        children.map(({ id }) => id),
        reader,
      ),
    );
    const current = await readCurrentEditions(db);
    const items = children.map((child) => {
      const { id, kind, name, label } = child;
      const isCurrent = kind === 'edition' ? isCurrentEdition(current, child) : null;
      return {
        ...{ id, kind: Node.shape.kind.parse(kind), name, label, hasChildren: parents.has(id) },
        ...(isCurrent !== null && { current: isCurrent }),
      };
    });
    const rank = (item: Node) => (item.current === false ? 1 : 0);
    return { items: items.toSorted((a, b) => rank(a) - rank(b)) };
  },
});
