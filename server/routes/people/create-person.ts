import { NewPerson, NewPersonAnswer } from '../../contract/people.ts';
import { createPerson as makePerson } from '../../people/create-person.ts';
import { loadRolePlace } from '../../people/load-role-place.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const createPerson = defineRoute({
  method: 'POST',
  path: '/api/people',
  summary: 'Add somebody with a role; without a password, answers with a one-time link to choose one',
  rule: 'role.give',
  body: NewPerson,
  answer: NewPersonAnswer,
  status: 201,
  async handle(call) {
    await loadRolePlace(call, call.body);
    return makePerson(call.context, call.body, traceOf(call));
  },
});
