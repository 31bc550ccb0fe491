import { z } from 'zod';
import { NodePatch } from '../../contract/curriculum.ts';
import { changeNode as change } from '../../curriculum/edit-nodes.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';
import { goBackToNode } from './go-back-to-node.ts';

const NodeParams = z.object({ id: z.string() });

export const changeNode = defineRoute({
  method: 'PATCH',
  path: '/api/nodes/:id',
  summary: 'Rename a node of the curriculum, retire it with all below it, or bring both back; lessons stay',
  rule: 'curriculum.manage',
  params: NodeParams,
  body: NodePatch,
  async handle(call) {
    await change(call.context, call.params.id, call.body, traceOf(call));
  },
});

/** The form: text fields and, on the button, whether it is to be in use. */
const NodeForm = NodePatch.extend({
  retired: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});

export const changeNodeForm = defineRoute({
  method: 'POST',
  path: '/manage/curriculum/nodes/:id',
  summary: 'Change a node of the curriculum with the form',
  rule: 'curriculum.manage',
  params: NodeParams,
  body: NodeForm,
  page: true,
  async handle(call) {
    const { id } = call.params;
    await goBackToNode(call, id, 'change', () => change(call.context, id, call.body, traceOf(call)));
  },
});
