import type { lesson as zh } from '../zh/lesson.ts';

export const lesson: Record<keyof typeof zh, string> = {
  limitTitle: 'The first {seconds} seconds play now',
  limitUntil:
    'Outside open periods only the beginning plays without signing in. From {date} the whole lesson is free.',
  limitNoUntil:
    'Outside open periods only the beginning plays without signing in. The next open period has not been announced yet.',
  limitSignIn: 'Teachers: sign in to watch it all',
  'media.none': 'This lesson has no video yet.',
  'media.queued': 'The video is waiting to be prepared. Please come back soon.',
  'media.processing': 'The video is being prepared. Please come back soon.',
  'media.rejected': 'The video did not pass the check and cannot be played.',
  'media.failed': 'Something went wrong while preparing the video; it cannot be played for now.',
  'media.hidden': 'You cannot play this lesson’s video now.',
  early: 'The video is still being prepared. What is ready plays already.',
  'state.draft': 'A draft: only you can see it.',
  'state.submitted': 'Waiting for the school’s check; not published yet.',
  'state.returned': 'Sent back for changes; not published yet.',
  'state.withdrawn': 'Withdrawn; no longer public.',
  path: 'Place in the textbook',
  keywords: 'Keywords',
  attachments: 'Materials',
  attachmentsClosed: 'Outside open periods teachers can download these after signing in.',
  download: 'Download {kind}: {filename}, {size}',
  licence: 'Licence',
  published: 'Published',
  next: 'In this unit',
  nextEmpty: 'So far this is the only lesson of this unit.',
  wholeBook: 'The whole book',
  playing: 'Watching',
  about: 'About this lesson',
  edit: 'Edit this lesson',
};
