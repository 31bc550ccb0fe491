import type { mediaReasons as zhReasons, mediaWarnings as zhWarnings } from '../zh/media.ts';

export const mediaReasons: Record<keyof typeof zhReasons, string> = {
  unreadable:
    'This file cannot be opened; it may be damaged or not a video. Check that it plays, export it again as MP4 and upload that.',
  empty: 'This file is empty. Check the size of the original and copy it again.',
  unfinished:
    'The recording, download or copy was cut off, and the file cannot be opened. Repair it with the program or camera that recorded it, or download or copy it again.',
  'no-video': 'There is no picture in this file. Please upload a video.',
  'sound-only':
    'There is only sound in this file. Please upload a video; an editor can put slides to a recording and export both as MP4.',
  'still-picture':
    'This is a picture, not a video. Pictures can be covers, or stand among the materials of a lesson.',
  document:
    'This is a document or a web page, not a video. Slides and plans go among the materials of a lesson; download the video itself again.',
  archive:
    'This is an archive or a project, not a video. Unpack it and upload the video inside; export an editor’s project as MP4.',
  project: 'This is the project of an editor; there is no video inside. Export it as MP4 and upload that.',
  playlist: 'This is a playlist; there is no video inside. Upload the video it points to.',
  program: 'This is a program or a Flash animation, not a video. Record it as MP4 with a screen recorder.',
  encrypted:
    'This video is encrypted (copy protection, or the cache of a video site) and cannot be used. Upload one that you recorded yourself.',
  'no-picture-decoded':
    'The picture cannot be decoded. Please export it again as MP4 (H.264) and upload that.',
  truncated:
    'The video is cut short. Check that the original plays to its end, then export or copy it again.',
  unsupported: 'This format or codec is not supported. Please convert it to MP4 (H.264 and AAC).',
  'too-long': 'The video is too long: four hours at most.',
  'too-large': 'The picture is too large. Please export it at 1920×1080 or less.',
  limit: 'Working on this file went past the limits of time or memory. Please export it as a plain MP4.',
  'decode-failed': 'Part of the video cannot be decoded; it may be damaged. Please export it again.',
  interrupted:
    'The work was cut off again and again. Press “Try again”; if that does not help, ask the administrator.',
  error:
    'Something went wrong on the server. Press “Try again”; if that does not help, ask the administrator.',
  unavailable: 'Transcoding is not available right now; it goes on by itself once it is.',
  'no-store': 'The server that keeps the videos cannot be reached; it goes on by itself once it can.',
  'no-room': 'The server’s disk is full; it goes on by itself once there is room.',
};

export const mediaWarnings: Record<keyof typeof zhWarnings, string> = {
  'high-dynamic-range': 'The original is HDR and was converted; please check the colours.',
  interlaced: 'The original is interlaced and was converted; please look for combing.',
  'no-sound': 'The video has no sound. Is that right?',
  'low-resolution': 'The original has few lines; small text may be hard to read.',
  'copy-unfit':
    "The original's own picture could not be used as it is, and its highest quality was encoded again; please check the picture.",
  'decode-errors': 'The original is slightly damaged; please check the picture.',
  'longer-than-said': 'The length differs from what the file says; please watch it through.',
  'covers-blank': 'No good picture was found for the cover; you can upload one.',
  'captions-failed':
    'Automatic captions could not be made; the lesson itself is fine. You can upload captions; the administrator sees the reason under System and can try again.',
  'cover-pending': 'The uploaded cover is being prepared and will show soon.',
  'cover-unreadable':
    'The uploaded cover is damaged and was not used. Please choose another JPEG, PNG or WebP picture.',
  'cover-unsupported': 'The uploaded cover is neither JPEG nor PNG nor WebP and was not used.',
  'cover-too-large':
    'The uploaded cover is too large (40 million pixels at most) and was not used. Please make it smaller.',
  'cover-failed':
    'Something went wrong with the uploaded cover and it was not used. Upload it again; if that does not help, ask the administrator.',
  seconds: '{seconds} seconds',
  'too-short-for-kind': 'A micro-lesson usually takes 3–20 minutes; this one takes {length}.',
  'too-long-for-kind': 'This kind usually takes {limit} minutes at most; this one takes {length}.',
};
