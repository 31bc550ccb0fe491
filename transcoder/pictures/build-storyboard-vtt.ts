import type { Storyboard } from '../media-version.ts';

/** WebVTT that names for each stretch of time its tile as a media fragment (`#xywh=`) of the sprite. */
export function buildStoryboardVtt(storyboard: Storyboard, durationSeconds: number): string {
  const cues = Array.from({ length: storyboard.count }, (_, index) => {
    const start = index * storyboard.everySeconds;
    const last = index === storyboard.count - 1;
    const end = last ? Math.max(durationSeconds, start + 0.001) : start + storyboard.everySeconds;
    const x = storyboard.tileWidth * (index % storyboard.columns);
    const y = storyboard.tileHeight * Math.floor(index / storyboard.columns);
    const place = `${x},${y},${storyboard.tileWidth},${storyboard.tileHeight}`;
    return `${formatTime(start)} --> ${formatTime(end)}\n${storyboard.image}#xywh=${place}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function formatTime(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(milliseconds / 3_600_000, 2)}:${part((milliseconds / 60_000) % 60, 2)}:${part((milliseconds / 1000) % 60, 2)}.${part(milliseconds % 1000, 3)}`;
}
