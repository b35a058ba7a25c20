import type { Sheet, SheetBlock } from '#server/domain/documents/sheet.ts';
import { useTranslation } from '#app/lib/translation.tsx';

type Qr = { readonly size: number; readonly path: string };

/** An official document as it leaves the printer; its words are the document's own, whatever language the reader has. */
export function Paper({ sheet, qr }: { sheet: Sheet; qr: Qr }) {
  const letter = sheet.layout === 'letter';
  return (
    <article className={`paper ${letter ? 'paper-letter' : 'paper-form'}`} lang="zh-CN">
      {letter ? <p className="paper-organ">{sheet.organ}</p> : null}
      {letter ? <p className="paper-number">{sheet.number}</p> : null}
      <h1 className="paper-title">{sheet.title}</h1>
      {letter ? null : (
        <p className="paper-numbers">
          <span>{sheet.organ}</span>
          <span>{sheet.number}</span>
        </p>
      )}
      {sheet.address === null ? null : <p className="paper-address">{sheet.address}</p>}
      {sheet.body.map((block, index) => (
        // A document never changes: its parts have no other identity than their place.
        <PaperBlock key={index} block={block} />
      ))}
      <Seals seals={sheet.seals} sides={!letter} />
      <footer className="paper-foot">
        {sheet.copies === null ? null : <p className="paper-copies">{sheet.copies}</p>}
        <Check lines={sheet.check} qr={qr} />
      </footer>
    </article>
  );
}

function PaperBlock({ block }: { block: SheetBlock }) {
  switch (block.kind) {
    case 'paragraph':
      return <p className="paper-text">{block.text}</p>;
    case 'heading':
      return <h2 className="paper-heading">{block.text}</h2>;
    case 'facts':
      return (
        <table className="paper-table">
          <tbody>
            {block.rows.map(({ label, text }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'choices':
      return (
        <table className="paper-table paper-choices">
          <thead>
            <tr>
              {[block.head.label, block.head.yes, block.head.no].map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map(({ label, yes, no }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{yes}</td>
                <td>{no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'opinions':
      return (
        <table className="paper-table">
          <tbody>
            {block.rows.map(({ step, words, signed }, index) => (
              <tr key={index}>
                <th scope="row">{step}</th>
                <td>
                  {words.map((text) => (
                    <p key={text}>{text}</p>
                  ))}
                  {signed.map((text) => (
                    <p key={text} className="paper-signed">
                      {text}
                    </p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    default:
      return block satisfies never;
  }
}

function Seals({ seals, sides }: { seals: Sheet['seals']; sides: boolean }) {
  if (seals.length === 0) return null;
  return (
    <div className={sides ? 'paper-sides' : 'paper-seals'}>
      {seals.map((lines) => (
        <div key={lines.join()} className="paper-seal">
          {lines.map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </div>
      ))}
    </div>
  );
}

function Check({ lines, qr }: { lines: readonly string[]; qr: Qr }) {
  const { t } = useTranslation();
  return (
    <div className="paper-check">
      <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t('documents.qr')} shapeRendering="crispEdges">
        <path d={qr.path} />
      </svg>
      <div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}
