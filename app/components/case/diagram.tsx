import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { CaseDetails } from '#server/queries/case-details.ts';
import { Button } from '#app/components/ui/button.tsx';
import { Skeleton } from '#app/components/ui/skeleton.tsx';
import type { DiagramView } from './diagram-view.ts';

type DiagramProps = { diagram: CaseDetails['diagram']; names: { passed: readonly string[]; here: readonly string[] } };

/** The process as it was drawn, with the way gone and where the case stands. The viewer comes when it is scrolled to. */
export function Diagram({ diagram, names }: DiagramProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLDivElement>(null);
  const view = useRef<DiagramView | null>(null);
  const [state, setState] = useState<'coming' | 'shown' | 'failed'>('coming');
  const seen = useSeen(canvas);
  const { xml } = diagram;
  const marks = useRef(diagram);
  marks.current = diagram;

  useEffect(() => {
    const element = canvas.current;
    if (!seen || element === null) return;
    let gone = false;
    import('./diagram-view.ts')
      .then(({ openDiagram }) => openDiagram(element, xml))
      .then((opened) => {
        if (gone) return opened.close();
        view.current = opened;
        setState('shown');
        opened.mark(marks.current);
        show(opened, marks.current.here);
      })
      .catch(() => setState('failed'));
    return () => {
      gone = true;
      view.current?.close();
      view.current = null;
    };
  }, [seen, xml]);

  useEffect(() => view.current?.mark(diagram), [diagram]);

  if (state === 'failed') return <p className="text-muted p-4">{t('caseFile.diagramFailed')}</p>;
  return (
    <div className="relative">
      <div
        ref={canvas}
        role="group"
        aria-label={t('caseFile.diagramLabel', {
          passed: names.passed.join(t('common.separator')) || t('common.none'),
          here: names.here.join(t('common.separator')) || t('common.none'),
        })}
        className="case-diagram h-72 md:h-[26rem]"
      />
      {state === 'coming' ? <Skeleton className="absolute inset-4 bottom-14" /> : null}
      <div className="border-line text-muted flex items-center justify-between gap-3 border-t px-4 py-1.5 text-sm">
        <span>{t('caseFile.diagramHint')}</span>
        <span className="flex gap-1">
          {diagram.here.length === 0 ? null : (
            <Button size="small" tone="quiet" onClick={() => view.current && show(view.current, diagram.here)}>
              {t('caseFile.diagramHere')}
            </Button>
          )}
          <Button size="small" tone="quiet" onClick={() => view.current?.fit()}>
            {t('caseFile.diagramFit')}
          </Button>
        </span>
      </div>
    </div>
  );
}

/** Begins where the case stands; one that has ended is shown as a whole. */
function show(view: DiagramView, here: readonly string[]): void {
  const [place] = here;
  if (place === undefined) view.fit();
  else view.showPlace(place);
}

function useSeen(element: { current: HTMLElement | null }): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || element.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: '200px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, seen]);
  return seen;
}
