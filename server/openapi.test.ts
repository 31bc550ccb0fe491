import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeApi } from './openapi.ts';
import { routes } from './routes.ts';

const api = describeApi(routes);

describe('describeApi', () => {
  it('has every address under /api', () => {
    for (const { method, path, page } of routes) {
      if (page || !path.startsWith('/api/')) continue;
      const described = api.paths[path.replace(/:(\w+)/g, '{$1}')];
      assert.ok(described?.[method.toLowerCase()], `${method} ${path}`);
    }
  });

  it('gives every operation an id of its own, and the parameters of its path', () => {
    const ids = new Set<unknown>();
    for (const [path, operations] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        assert.ok(!ids.has(operation.operationId), `${method} ${path}: ${operation.operationId}`);
        ids.add(operation.operationId);
        const parameters = operation.parameters as { name: string; in: string }[];
        const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        assert.deepEqual(named.sort(), inPath.sort(), `${method} ${path}`);
      }
    }
  });

  it('refers only to what is there', () => {
    const text = JSON.stringify(api);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = '']) => target);
    assert.ok(refs.length > 20);
    for (const target of refs) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(target)?.[1];
      assert.ok(name && api.components.schemas[name], target);
    }
  });

  it('describes a lesson by its name in the contract, once', () => {
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Lesson' } } };
    const answer = api.paths['/api/lessons/{id}']?.get?.responses as Record<string, { content: unknown }>;
    assert.deepEqual(answer['200']?.content, content);
  });
});
