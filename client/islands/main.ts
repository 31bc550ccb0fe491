import { type ComponentType, h, hydrate } from 'preact';
import { isIslandName } from './island-sources.ts';
import { islands } from './islands.ts';
import { keepEarlyInput } from './keep-early-input.ts';

/** Entry of the browser: finds the islands on the page, loads the code of those alone, takes them over. */
async function wake(place: HTMLElement): Promise<void> {
  const { island } = place.dataset;
  const data = place.nextElementSibling;
  if (!isIslandName(island) || !(data instanceof HTMLScriptElement)) return;
  const load: () => Promise<ComponentType<never>> = islands[island];
  const component = await load();
  const doAgain = keepEarlyInput(place);
  // The server wrote these props for this very component.
  hydrate(h(component, JSON.parse(data.textContent ?? '{}') as never), place);
  await doAgain();
  place.dataset.awake = '';
}

/** On phones the rooms of a desk stand in one line: the one that is open is brought into sight. */
function showOpenRoom(): void {
  const room = document.querySelector('.desk-nav [aria-current]');
  room?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

showOpenRoom();
for (const place of document.querySelectorAll<HTMLElement>('[data-island]')) void wake(place);
