/** What Safari calls the same things, and the system player of iPhones, which have nothing else. */
interface WebkitElement extends HTMLElement {
  webkitRequestFullscreen?: () => void;
}
interface WebkitDocument extends Document {
  webkitFullscreenElement?: Element | null;
  webkitExitFullscreen?: () => void;
}
interface WebkitVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

export function isFullscreen(root: HTMLElement): boolean {
  const page: WebkitDocument = document;
  return (page.fullscreenElement ?? page.webkitFullscreenElement ?? null) === root;
}

/** Into full screen with our controls, or with the system's where there is no other; or out of it. */
export async function toggleFullscreen(root: HTMLElement, video: HTMLVideoElement): Promise<void> {
  const page: WebkitDocument = document;
  if (isFullscreen(root)) {
    if (page.exitFullscreen) await page.exitFullscreen();
    else page.webkitExitFullscreen?.();
    return;
  }
  const element: WebkitElement = root;
  const player: WebkitVideo = video;
  if (element.requestFullscreen) await element.requestFullscreen();
  else if (element.webkitRequestFullscreen) element.webkitRequestFullscreen();
  else player.webkitEnterFullscreen?.();
}

export function onFullscreenChange(listener: () => void): () => void {
  const names = ['fullscreenchange', 'webkitfullscreenchange'];
  for (const name of names) document.addEventListener(name, listener);
  return () => {
    for (const name of names) document.removeEventListener(name, listener);
  };
}
