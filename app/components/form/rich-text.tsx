/** The little markdown that forms use: paragraphs, lists with "- ", headings with "## ". Everything else is text. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((block, index) => {
        const lines = block.split('\n');
        if (lines.every((line) => line.startsWith('- '))) {
          return (
            <ul key={index} className="list-disc pl-5">
              {lines.map((line) => (
                <li key={line}>{line.slice(2)}</li>
              ))}
            </ul>
          );
        }
        const heading = /^#{1,3} (.+)$/.exec(block)?.[1];
        return heading ? (
          <h3 key={index} className="font-semibold">
            {heading}
          </h3>
        ) : (
          <p key={index}>{block}</p>
        );
      })}
    </>
  );
}
