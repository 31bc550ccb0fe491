import { z } from 'zod';
import * as curriculum from './contract/curriculum.ts';
import * as lessons from './contract/lessons.ts';
import * as openPeriods from './contract/open-periods.ts';
import * as people from './contract/people.ts';
import * as problem from './contract/problem.ts';
import * as rounds from './contract/rounds.ts';
import * as search from './contract/search.ts';
import * as session from './contract/session.ts';
import * as uploads from './contract/uploads.ts';
import type { Route } from './route.ts';

type JsonObject = Record<string, unknown>;

/** An OpenAPI 3.1 document, as far as this program writes one. */
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; license: { name: string; identifier: string } };
  security: JsonObject[];
  paths: Record<string, Record<string, JsonObject>>;
  components: { schemas: Record<string, JsonObject>; securitySchemes: JsonObject };
}

const contract = [curriculum, lessons, openPeriods, people, problem, rounds, search, session, uploads];

/**
 * Describes every route that is no page, from its zod schemas. What is answered stands under `components`
 * by its name in the contract; what is asked stands with the operation.
 */
export function describeApi(routes: readonly Route[]): OpenApi {
  const described = routes.filter((route) => !route.page);
  const answers = nameAnswers(described);
  const paths: OpenApi['paths'] = {};
  for (const route of described) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, answers) };
  }
  return {
    openapi: '3.1.1',
    info: { title: '千课 Qianke', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{}, { cookie: [] }, { bearer: [] }],
    paths,
    components: {
      schemas: toComponents(answers),
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'qianke', description: '`__Host-qianke` on https' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

type Names = z.core.$ZodRegistry<{ id: string }>;

/** The contract's own names, and names after the operation for answers that have none. */
function nameAnswers(routes: readonly Route[]): Names {
  const exported = new Map<z.ZodType, string>();
  for (const module of contract) {
    for (const [name, value] of Object.entries(module)) {
      if (value instanceof z.ZodType && /^[A-Z]/.test(name)) exported.set(value, name);
    }
  }
  const names: Names = z.registry<{ id: string }>();
  // Whatever an answer holds is named where the contract has a name for it, so all names are known first.
  for (const [schema, id] of exported) names.add(schema, { id });
  for (const route of routes) {
    if (route.answer && !names.has(route.answer)) {
      names.add(route.answer, { id: `${operationId(route)}Answer` });
    }
  }
  return names;
}

function toComponents(answers: Names): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(answers, {
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIdentity(schema)]));
}

function describeRoute(route: Route, answers: Names): JsonObject {
  return {
    operationId: operationId(route),
    summary: route.summary,
    'x-rule': route.rule,
    parameters: [
      ...describeParameters(route.params ?? pathParameters(route.path), 'path'),
      ...describeParameters(route.query, 'query'),
    ],
    ...describeBody(route),
    responses: {
      ...describeAnswer(route, answers),
      default: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  };
}

function describeParameters(schema: z.ZodType | undefined, place: 'path' | 'query'): JsonObject[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const described = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return Object.entries(described.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || !schema.shape[name].safeParse(undefined).success,
    schema: property,
  }));
}

/** For routes that look at their parameters themselves. */
function pathParameters(path: string): z.ZodType {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

function describeBody(route: Route): JsonObject {
  if (route.body) {
    const schema = z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' });
    const json = { schema: withoutIdentity(schema) };
    return { requestBody: { required: true, content: { 'application/json': json } } };
  }
  const takesBytes = route.rawBody && ['POST', 'PUT', 'PATCH'].includes(route.method);
  if (!takesBytes) return {};
  return { requestBody: { description: 'Bytes or a form, no JSON', content: { '*/*': {} } } };
}

function describeAnswer(route: Route, answers: Names): JsonObject {
  const id = route.answer && answers.get(route.answer)?.id;
  if (id) {
    const content = { 'application/json': { schema: ref(id) } };
    return { [route.status ?? 200]: { description: route.summary, content } };
  }
  const writesItself = route.rawBody || route.method === 'GET' || route.method === 'HEAD';
  return { [writesItself ? '2XX' : (route.status ?? 204)]: { description: 'Done' } };
}

/** `GET /api/lessons/:id/attachments` → `getLessonsByIdAttachments`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/api\//, '')
    .replaceAll(':', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}

const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });

/** Parts of one document need no address and dialect of their own. */
function withoutIdentity({ $schema: _schema, $id: _id, ...schema }: JsonObject): JsonObject {
  return schema;
}
