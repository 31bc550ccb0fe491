/** How many synonyms there may be: every search looks through all groups. */
export const mostSynonymGroups = 500;
export const mostSynonymsInGroup = 20;
/** UTF-16 units. */
export const longestSynonym = 30;
