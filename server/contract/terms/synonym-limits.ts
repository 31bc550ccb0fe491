/** How many synonyms there may be: every search looks through all groups. */
export const mostSynonymGroups = 500;
/** As many as search takes: a word and what it may be called besides. */
export const mostSynonymsInGroup = 8;
/** UTF-16 units. */
export const longestSynonym = 30;
