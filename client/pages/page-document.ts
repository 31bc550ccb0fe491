import type { VNode } from 'preact';

/** One page, composed: what goes into the document's head, and its body. */
export interface PageDocument {
  /** Of this page; the library's name follows it. */
  title: string;
  /** For search engines and for links shared in chats. */
  description?: string;
  /** Picture of a shared link: a path on this site. */
  image?: string | null;
  /** JSON-LD, as text. */
  structuredData?: string;
  /** `desk`: behind a sign-in, with the desks' styles; `frame`: a player in somebody else's page. */
  kind: 'public' | 'desk' | 'frame';
  body: VNode;
}
