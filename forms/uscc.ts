const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Is it a unified social credit code with its right check character (GB 32100)? */
export function isUscc(text: string): boolean {
  if (text.length !== 18 || [...text].some((character) => !characters.includes(character))) return false;
  const sum = [...text.slice(0, 17)].reduce((total, character, index) => total + characters.indexOf(character) * (3 ** index % 31), 0);
  return characters[(31 - (sum % 31)) % 31] === text[17];
}
