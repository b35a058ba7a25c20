/** A name as reviewers compare it: without spaces, punctuation and the digits at its end. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]/gu, '')
    .replace(/[0-9]+$/, '');
}

/** A data element: an item of the same name about the same kind of subject (一数一源). */
export function elementKey(itemName: string, subjectType: string): string {
  return `${subjectType} ${itemName.normalize('NFKC').replaceAll(/\s/g, '')}`;
}
