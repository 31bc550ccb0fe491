import { editorIn } from '../../lessons/editor.ts';
import { removeCaptions } from '../../lessons/write-captions.ts';
import { defineRoute } from '../../route.ts';
import { CaptionParams, requireLanguage } from './put-captions.ts';

export const deleteCaptions = defineRoute({
  method: 'DELETE',
  path: '/api/lessons/:id/captions/:language',
  summary: 'Remove the captions in a language',
  rule: 'lesson.edit',
  params: CaptionParams,
  handle: (call) =>
    removeCaptions(call.context, editorIn(call), call.params.id, requireLanguage(call.params.language)),
});
