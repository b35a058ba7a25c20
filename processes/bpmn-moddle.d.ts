// bpmn-moddle ships no types for its entry point; only what this project calls is declared.
declare module 'bpmn-moddle' {
  export type ParseWarning = { message: string };
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    /** Rejects when the text is not BPMN at all; everything it could not place is a warning. */
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: ParseWarning[] }>;
    toXML(element: unknown, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
