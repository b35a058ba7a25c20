import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';

/** Ids of elements; `flows` are the arrows that were walked. */
export type Marks = { passed: readonly string[]; flows: readonly string[]; here: readonly string[] };
export type DiagramView = { mark: (marks: Marks) => void; fit: () => void; showPlace: (id: string) => void; close: () => void };

/** Small enough to see what surrounds a step, large enough to read its name. */
const READABLE = 0.8;

type Shape = { id: string; x?: number; y?: number; width?: number; height?: number };
type Canvas = {
  addMarker: (id: string, marker: string) => void;
  removeMarker: (id: string, marker: string) => void;
  zoom: ((level: 'fit-viewport', center: 'auto') => void) & ((level: number) => void);
  viewbox: ((box: { x: number; y: number; width: number; height: number }) => void) & (() => { outer: { width: number; height: number } });
};
type Registry = { getAll: () => Shape[]; get: (id: string) => Shape | undefined };

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
  const showPlace = (id: string) => centre(canvas, registry.get(id));
  return { mark: (marks) => markAll(canvas, registry, marks), fit, showPlace, close: () => viewer.destroy() };
}

function centre(canvas: Canvas, shape: Shape | undefined): void {
  if (shape?.x === undefined || shape.y === undefined) return;
  const { outer } = canvas.viewbox();
  const width = outer.width / READABLE;
  const height = outer.height / READABLE;
  canvas.viewbox({ x: shape.x + (shape.width ?? 0) / 2 - width / 2, y: shape.y + (shape.height ?? 0) / 2 - height / 2, width, height });
}

function markAll(canvas: Canvas, registry: Registry, { passed, flows, here }: Marks): void {
  for (const { id } of registry.getAll()) {
    toggle(canvas, id, 'way-gone', passed.includes(id) || flows.includes(id));
    toggle(canvas, id, 'stands-here', here.includes(id));
  }
}

function toggle(canvas: Canvas, id: string, marker: string, on: boolean): void {
  if (on) canvas.addMarker(id, marker);
  else canvas.removeMarker(id, marker);
}
