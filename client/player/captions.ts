/** The language of the caption track that is shown. */
export function shownCaption(video: HTMLVideoElement): string | null {
  return [...video.textTracks].find((track) => track.mode === 'showing')?.language ?? null;
}

/** Shows the captions of one language, or none. Real tracks, so that the system's player shows them too. */
export function showCaption(video: HTMLVideoElement, language: string | null): void {
  for (const track of [...video.textTracks]) {
    track.mode = track.language === language ? 'showing' : 'disabled';
  }
}
