/** What is wrong and what to do, on one line; not yet made harmless. */
export const whatAndDo = (message: string, fix: string): string => `${ended(message)} Do: ${ended(fix)}`;

/** Rules write without a full stop. */
export const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** A rule's own text as a sentence; a first word that may be a name stays as it is. */
export const sentence = (text: string): string => ended(text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase()));
