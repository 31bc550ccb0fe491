/** The light build carries no types of its own; it is the same API with fewer controllers behind it. */
declare module 'hls.js/light' {
  export * from 'hls.js';
  export { default } from 'hls.js';
}
