import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';

export type Marks = { passed: readonly string[]; here: readonly string[] };
export type DiagramView = { mark: (marks: Marks) => void; fit: () => void; close: () => void };

type Shape = { id: string; source?: { id: string }; target?: { id: string } };
type Canvas = { addMarker: (id: string, marker: string) => void; removeMarker: (id: string, marker: string) => void; zoom: (level: 'fit-viewport', center: 'auto') => void };
type Registry = { getAll: () => Shape[] };

/** Draws in the page's own colours, so that a diagram is readable in the dark as well. */
export async function openDiagram(container: HTMLElement, xml: string): Promise<DiagramView> {
  const viewer = new NavigatedViewer({
    container,
    bpmnRenderer: { defaultFillColor: 'var(--surface)', defaultStrokeColor: 'var(--edge)', defaultLabelColor: 'var(--ink)' },
  });
  await viewer.importXML(xml);
  const canvas: Canvas = viewer.get('canvas');
  const registry: Registry = viewer.get('elementRegistry');
  const fit = () => canvas.zoom('fit-viewport', 'auto');
  fit();
  return { mark: (marks) => markAll(canvas, registry, marks), fit, close: () => viewer.destroy() };
}

function markAll(canvas: Canvas, registry: Registry, { passed, here }: Marks): void {
  for (const { id, source, target } of registry.getAll()) {
    const walked = source !== undefined && target !== undefined && passed.includes(source.id) && (passed.includes(target.id) || here.includes(target.id));
    toggle(canvas, id, 'way-gone', passed.includes(id) || walked);
    toggle(canvas, id, 'stands-here', here.includes(id));
  }
}

function toggle(canvas: Canvas, id: string, marker: string, on: boolean): void {
  if (on) canvas.addMarker(id, marker);
  else canvas.removeMarker(id, marker);
}
