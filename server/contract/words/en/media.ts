import type { mediaReasons as zhReasons, mediaWarnings as zhWarnings } from '../zh/media.ts';

export const mediaReasons: Record<keyof typeof zhReasons, string> = {
  unreadable:
    'This file cannot be opened; it may be damaged or not a video. Check that it plays, export it again as MP4 and upload that.',
  'no-video': 'There is no picture in this file, only sound or a still. Please upload a video.',
  'no-picture-decoded':
    'The picture cannot be decoded. Please export it again as MP4 (H.264) and upload that.',
  truncated:
    'The video is cut short. Check that the original plays to its end, then export or copy it again.',
  unsupported: 'This format is not supported. Please export it as MP4 (H.264 and AAC).',
  'too-long': 'The video is too long: four hours at most.',
  'too-large': 'The picture is too large. Please export it at 1920×1080 or less.',
  limit: 'Working on this file went past the limits of time or memory. Please export it as a plain MP4.',
  'decode-failed': 'Part of the video cannot be decoded; it may be damaged. Please export it again.',
  interrupted:
    'The work was cut off again and again. Press “Try again”; if that does not help, ask the administrator.',
  error:
    'Something went wrong on the server. Press “Try again”; if that does not help, ask the administrator.',
  unavailable: 'Transcoding is not available right now; it goes on by itself once it is.',
  'no-room': 'The server’s disk is full; it goes on by itself once there is room.',
};

export const mediaWarnings: Record<keyof typeof zhWarnings, string> = {
  'high-dynamic-range': 'The original is HDR and was converted; please check the colours.',
  interlaced: 'The original is interlaced and was converted; please look for combing.',
  'no-sound': 'The video has no sound. Is that right?',
  'low-resolution': 'The original has few lines; small text may be hard to read.',
  'decode-errors': 'The original is slightly damaged; please check the picture.',
  'longer-than-said': 'The length differs from what the file says; please watch it through.',
  'covers-blank': 'No good picture was found for the cover; you can upload one.',
  'cover-pending': 'The uploaded cover is being prepared and will show soon.',
  'cover-unreadable':
    'The uploaded cover is damaged and was not used. Please choose another JPEG, PNG or WebP picture.',
  'cover-unsupported': 'The uploaded cover is neither JPEG nor PNG nor WebP and was not used.',
  'cover-too-large':
    'The uploaded cover is too large (40 million pixels at most) and was not used. Please make it smaller.',
  'cover-failed':
    'Something went wrong with the uploaded cover and it was not used. Upload it again; if that does not help, ask the administrator.',
  'too-short-for-kind': 'A micro-lesson usually takes 3–20 minutes; this one takes {minutes}.',
  'too-long-for-kind': 'This kind usually takes {limit} minutes at most; this one takes {minutes}.',
};
