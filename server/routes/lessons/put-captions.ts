import { readFile } from 'node:fs/promises';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { Lesson } from '../../contract/lessons.ts';
import { InvalidRequestError, TooLargeError, UnsupportedTypeError } from '../../errors.ts';
import { readLanguageTag } from '../../lessons/caption-language.ts';
import { requireEditable } from '../../lessons/edit-lesson.ts';
import { editorIn } from '../../lessons/editor.ts';
import { mostCaptionBytes } from '../../lessons/parse-captions.ts';
import { putCaptions as put } from '../../lessons/write-captions.ts';
import { receiveFile } from '../../media-store/receive-file.ts';
import { type Call, defineRoute } from '../../route.ts';
import { formatBytes } from '../../uploads/format-bytes.ts';
import { answerLesson } from './answer-lesson.ts';

const textTypes = ['text/vtt', 'application/x-subrip', 'application/srt', 'text/plain'];

export const CaptionParams = z.object({ id: z.string(), language: z.string() });

export const putCaptions = defineRoute({
  method: 'PUT',
  path: '/api/lessons/:id/captions/:language',
  summary: 'Captions in a language: WebVTT or SRT as the body, or multipart with the field file',
  rule: 'lesson.edit',
  params: CaptionParams,
  answer: Lesson,
  rawBody: true,
  async handle(call) {
    const { context, params } = call;
    const by = editorIn(call);
    await requireEditable(context, by.person, params.id);
    const language = requireLanguage(params.language);
    await put(context, by, params.id, language, await readCaptions(call));
    return answerLesson(call, params.id);
  },
});

/** Throws `InvalidRequestError` (`caption-language`). */
export function requireLanguage(given: string): string {
  const language = readLanguageTag(given);
  if (language !== null) return language;
  throw new InvalidRequestError([{ path: 'language', code: 'caption-language' }], 'caption-language');
}

async function readCaptions({
  context,
  request,
  response,
}: Pick<Call, 'context' | 'request' | 'response'>): Promise<Uint8Array> {
  if (request.is('multipart/form-data')) {
    const { keepFreeBytes } = context.uploads.limits;
    const rules = { maxBytes: mostCaptionBytes, keepFreeBytes };
    return receiveFile(context.mediaStore, request, response, rules, ({ path }) => readFile(path));
  }
  if (!request.is(textTypes)) throw new UnsupportedTypeError('file-type', { types: ['WebVTT', 'SRT'] });
  return readBody(request, response);
}

const readText = express.raw({ limit: mostCaptionBytes, type: textTypes });

function readBody(request: Request, response: Response): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    readText(request, response, (error?: unknown) => {
      if (isTooLarge(error))
        reject(new TooLargeError('file-too-large', { max: formatBytes(mostCaptionBytes) }));
      else if (error) reject(error);
      else resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    });
  });
}

const isTooLarge = (error: unknown) =>
  error instanceof Error && 'type' in error && error.type === 'entity.too.large';
