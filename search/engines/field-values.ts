import type { LessonDocument } from '../document.ts';
import { type FilterField, ungraded } from '../query.ts';

/** The values by which a document is found under a filter field, as they are compared: text. */
export function fieldValues(document: LessonDocument, field: FilterField): readonly string[] {
  switch (field) {
    case 'node':
      return document.nodeIds;
    case 'organisation':
      return document.organisationIds;
    case 'school':
      return [document.schoolId];
    case 'teacher':
      return [document.teacherId];
    case 'year':
      return document.year === null ? [] : [String(document.year)];
    case 'stage':
    case 'subject':
    case 'kind':
      return [document[field]];
    case 'grade':
      return [document.grade ?? ungraded(document.stage)];
    case 'edition':
    case 'volume':
    case 'programme':
    case 'award': {
      const value = document[field];
      return value === null ? [] : [value];
    }
    default:
      return field satisfies never;
  }
}
