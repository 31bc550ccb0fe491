import { z } from 'zod';
import { NewNode } from '../../contract/curriculum.ts';
import { addNode as add } from '../../curriculum/edit-nodes.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';
import { goBackToNode } from './go-back-to-node.ts';

export const addNode = defineRoute({
  method: 'POST',
  path: '/api/nodes',
  summary: 'Add a unit or a topic to a book or a unit of the curriculum',
  rule: 'curriculum.manage',
  body: NewNode,
  answer: z.object({ id: z.string() }),
  status: 201,
  handle: async (call) => ({ id: await add(call.context, call.body, traceOf(call)) }),
});

export const addNodeForm = defineRoute({
  method: 'POST',
  path: '/manage/curriculum/nodes',
  summary: 'Add to the curriculum with the form',
  rule: 'curriculum.manage',
  body: NewNode.extend({
    after: z
      .string()
      .transform((id) => id || undefined)
      .optional(),
  }),
  page: true,
  async handle(call) {
    await goBackToNode(call, call.body.parent, 'add', () => add(call.context, call.body, traceOf(call)));
  },
});
