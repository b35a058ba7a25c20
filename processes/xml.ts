import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { FindingRule } from '#processes/findings.ts';

/** One element of the object tree that bpmn-moddle makes of a drawing. */
export type BpmnNode = { readonly $type: string };

/** What is wrong with a text before it can be read as one process. */
export type XmlProblem = { rule: FindingRule; element: string | null; detail: string };

export type ParsedXml = { root: BpmnNode; problems: XmlProblem[] };

/** The shipped drawing has 50 kB; a drawing forty times as large is not one that a person reads. */
const MAX_CHARACTERS = 2_000_000;

/**
 * Parses BPMN without ever resolving entities or fetching anything.
 * `root` is missing when the text cannot be read; `problems` then says why.
 */
export async function parseXml(xml: string): Promise<ParsedXml | { root: null; problems: XmlProblem[] }> {
  if (xml.length > MAX_CHARACTERS) return unreadable('xml_too_large', String(xml.length));
  // A DOCTYPE is the only way to entities, and BPMN needs none: so entity bombs and files read from disk end here.
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(xml)) return unreadable('xml_doctype', '');
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml);
    if (!isNode(rootElement)) return unreadable('xml_broken', '');
    return { root: rootElement, problems: warnings.map(({ message }) => problemOf(message)) };
  } catch (error) {
    return unreadable('xml_broken', error instanceof Error ? firstLines(error.message) : '');
  }
}

/** Writes the tree back, diagram and extension elements included; the same tree gives the same bytes. */
export async function writeXml(root: BpmnNode): Promise<string> {
  const { xml } = await new BpmnModdle({ zeebe }).toXML(root, { format: true });
  return xml;
}

export function textOf(node: BpmnNode, property: string): string | null {
  const value = valueOf(node, property);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function flagOf(node: BpmnNode, property: string): boolean | null {
  const value = valueOf(node, property);
  return typeof value === 'boolean' ? value : null;
}

export function nodeOf(node: BpmnNode, property: string): BpmnNode | null {
  const value = valueOf(node, property);
  return isNode(value) ? value : null;
}

export function nodesOf(node: BpmnNode, property: string): BpmnNode[] {
  const value = valueOf(node, property);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The extension element of a type, as `zeebe:TaskHeaders`. */
export function extensionOf(node: BpmnNode, type: string): BpmnNode | null {
  const extensions = nodeOf(node, 'extensionElements');
  return extensions === null ? null : (nodesOf(extensions, 'values').find(({ $type }) => $type === type) ?? null);
}

function valueOf(node: BpmnNode, property: string): unknown {
  return Reflect.get(node, property);
}

function isNode(value: unknown): value is BpmnNode {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, '$type') === 'string';
}

function unreadable(rule: FindingRule, detail: string): { root: null; problems: XmlProblem[] } {
  return { root: null, problems: [{ rule, element: null, detail }] };
}

/** bpmn-moddle tells duplicates and dangling references in words only. */
function problemOf(message: string): XmlProblem {
  const duplicate = /duplicate ID <([^>]+)>/.exec(message)?.[1];
  if (duplicate !== undefined) return { rule: 'id_duplicate', element: duplicate, detail: duplicate };
  const dangling = /unresolved reference <([^>]+)>/.exec(message)?.[1];
  if (dangling !== undefined) return { rule: 'reference_unresolved', element: dangling, detail: dangling };
  const unknown = /unknown type <([^>]+)>/.exec(message)?.[1];
  if (unknown !== undefined) return { rule: 'element_unsupported', element: null, detail: unknown };
  return { rule: 'xml_broken', element: null, detail: firstLines(message) };
}

function firstLines(message: string): string {
  return message
    .split('\n')
    .slice(0, 4)
    .map((line) => line.trim())
    .join(' ')
    .slice(0, 300);
}
