/** Endings of videos of which systems do not know that they are any, or take them for text or sound. */
const endings = [
  ...[
    'mp4',
    'm4v',
    'mov',
    'mkv',
    'webm',
    'avi',
    'divx',
    'wmv',
    'asf',
    'flv',
    'f4v',
    'mpg',
    'mpeg',
    'vob',
    'dat',
  ],
  ...['ts', 'mts', 'm2ts', 'm2t', 'mod', 'tod', '3gp', '3g2', 'dv', 'mxf', 'rm', 'rmvb', 'ogv'],
];

/** What a file dialogue offers: everything that a system knows to be a video, and the endings that it may not know. */
export const acceptVideos = ['video/*', ...endings.map((ending) => `.${ending}`)].join(',');

/** True by the ending alone: a system's own opinion of `.ts` is often a translation, of `.rm` a sound. */
export function endsLikeVideo(name: string): boolean {
  return endings.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
