const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_DIGITS = '10X98765432';
const USCC_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A citizen's identity number of 18 characters with its check digit (GB 11643). */
export function isCitizenId(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const month = Number(text.slice(10, 12));
  const day = Number(text.slice(12, 14));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = CITIZEN_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CITIZEN_DIGITS[sum % 11] === text[17];
}

/** A unified social credit code of 18 characters with its check digit (GB 32100). */
export function isUscc(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false;
  const sum = [...text.slice(0, 17)].reduce((total, letter, index) => total + USCC_LETTERS.indexOf(letter) * (3 ** index % 31), 0);
  return USCC_LETTERS[(31 - (sum % 31)) % 31] === text[17];
}

/** The identity numbers of people that stand in a text, where none belongs. */
export function citizenIdsIn(text: string): string[] {
  return (text.toUpperCase().match(/(?<![0-9A-Z])\d{17}[\dX](?![0-9A-Z])/g) ?? []).filter(isCitizenId);
}
