/**
 * Texts that would do something if a page took them for markup, script or an address: each calls
 * `hit(number)`, or asks for `/canary/number`. Thirty bodies behind each of seventeen ways out of where a text
 * may stand. The kinds are those of the OWASP and PortSwigger lists; the texts are written here.
 */
export function hostileTexts(): string[] {
  const texts: string[] = [];
  for (const way of waysOut) {
    for (const body of bodies) texts.push(way(body(texts.length)));
  }
  return texts;
}

const bodies: ((number: number) => string)[] = [
  (n) => `<script>hit(${n})</script>`,
  (n) => `<ScRiPt src=/canary/${n}></sCrIpT>`,
  (n) => `<img src=/canary/${n}>`,
  (n) => `<img src=x onerror=hit(${n})>`,
  (n) => `<img src=x onerror="hit(${n})" `,
  (n) => `<svg onload=hit(${n})>`,
  (n) => `<svg/onload=hit(${n})//`,
  (n) => `<svg><animate onbegin=hit(${n}) attributeName=x dur=1s>`,
  (n) => `<svg><script>hit(${n})</script></svg>`,
  (n) => `<svg><style><img src=x onerror=hit(${n})></style></svg>`,
  (n) => `<math><mtext><table><mglyph><style><img src=x onerror=hit(${n})>`,
  (n) => `<details open ontoggle=hit(${n})>`,
  (n) => `<video><source onerror=hit(${n})></video>`,
  (n) => `<audio src=x onerror=hit(${n})>`,
  (n) => `<input autofocus onfocus=hit(${n})>`,
  (n) => `<select autofocus onfocus=hit(${n})></select>`,
  (n) => `<body onload=hit(${n})>`,
  (n) => `<iframe src="javascript:parent.hit(${n})"></iframe>`,
  (n) => `<iframe srcdoc="<script>parent.hit(${n})</script>"></iframe>`,
  (n) => `<object data=/canary/${n}></object>`,
  (n) => `<embed src=/canary/${n}>`,
  (n) => `<link rel=stylesheet href=/canary/${n}>`,
  (n) => `<style>@import "/canary/${n}";</style>`,
  (n) => `<meta http-equiv=refresh content="0;url=/canary/${n}">`,
  (n) => `<base href="/canary/${n}/">`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=hit(${n})>">`,
  (n) => `<a href="javascript:hit(${n})" x-canary>a</a>`,
  (n) => `<form action="/canary/${n}"><button autofocus>a</button></form>`,
  (n) => `" autofocus onfocus=hit(${n}) onmouseover=hit(${n}) x="`,
  (n) => `javascript:hit(${n})`,
];

const waysOut: ((body: string) => string)[] = [
  (body) => body,
  (body) => `">${body}`,
  (body) => `'>${body}`,
  (body) => `"'\`/>${body}`,
  (body) => `</title>${body}`,
  (body) => `</script>${body}`,
  (body) => `</SCRIPT\n>${body}`,
  (body) => `</textarea>${body}`,
  (body) => `</style>${body}`,
  (body) => `</option></select>${body}`,
  (body) => `--><!--${body}`,
  (body) => `]]>${body}`,
  (body) => `\\u003c/script>\\u2028\u2028${body}`,
  (body) => `\\";//${body}`,
  (body) => body.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (body) => body.replaceAll('<', '&#x3C;').replaceAll('"', '&quot;'),
  (body) => `\${7*7}{{7*7}}<%= 7*7 %>${body.replaceAll('<', '＜')}${body}`,
];

/**
 * A model in which every text that people wrote has become a hostile one. In the sample models those are
 * the texts in Chinese; slugs, ids and addresses are none.
 */
export function poison<Model>(model: Model, next: () => string): Model {
  if (typeof model === 'string') return (isText(model) ? next() : model) as Model;
  if (Array.isArray(model)) return model.map((part) => poison(part, next)) as Model;
  if (typeof model !== 'object' || model === null) return model;
  return Object.fromEntries(Object.entries(model).map(([key, part]) => [key, poison(part, next)])) as Model;
}

const isText = (value: string) => /\p{Script=Han}/u.test(value) && !value.startsWith('/');
