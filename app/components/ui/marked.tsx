/** Shows where the words that were searched for stand in a text. */
export function Marked({ text, words }: { text: string; words: string }) {
  const wanted = words.split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return text;
  const pattern = new RegExp(`(${wanted.map(escape).join('|')})`, 'gi');
  return text.split(pattern).map((part, index) =>
    index % 2 === 1 ? (
      <mark key={index} className="bg-warn-soft text-ink rounded-sm">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
