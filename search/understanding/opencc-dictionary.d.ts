/** `traditional simplified[ …]`, separated by `|`; the first simplified character is the usual one. */
declare module 'opencc-js/dict/TSCharacters' {
  const characters: string;
  export default characters;
}
