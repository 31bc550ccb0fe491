import type { manageCurriculum as zh } from '../zh/manage-curriculum.ts';

export const manageCurriculum: Record<keyof typeof zh, string> = {
  nothing: 'Exactly what the curriculum says already; nothing to change.',
  added: 'Added',
  renamed: 'Renamed or renumbered',
  moved: 'Moved',
  back: 'In use again',
  takenOver: 'Written in by teachers, now official',
  retired: 'Retired',
  kept: 'Unchanged',
  lessonsAtRetired: 'Lessons at what is retired',
  lessonsHere: '{lessons} lessons stand here and stay',
  perhapsSameName: 'the file has another “{name}”',
  perhapsSameNumber:
    'the file has “{name}” in its place; if it was only renamed, write the old name in the column “Former name” and the lessons go along',
  more: '… and {count} more',

  commandFailed: 'The curriculum was not changed',
  commandFiles: 'Name the files: {example}',
  commandUnreadable: 'Cannot read {path}; check its name. ({reason})',
  commandScope:
    '--scope is named-books (replace the books in the file) or everything (the file is the whole curriculum)',
  commandRefused: '{count} things in the file have to be put right; nothing was changed:',
  commandDryRun: 'A dry run: nothing was changed. Without --dry-run it will be.',
  commandDone: 'The curriculum is up to date.',
};
