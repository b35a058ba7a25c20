import { readFileSync } from 'node:fs';
import type { ProcessKey } from './registry.ts';

/** What no drawing says of a process: what it is for, and what else whoever takes part should know. */
export type HelpText = {
  readonly purpose: string;
  readonly sections: readonly { readonly title: string; readonly paragraphs: readonly string[] }[];
};

/** Reads `<process>/help.<language>.md`: a paragraph on the purpose, then sections under `## `. Server only. */
export function helpText(key: ProcessKey, language: string): HelpText {
  const [purpose = '', ...sections] = readFileSync(new URL(`${key}/help.${language}.md`, import.meta.url), 'utf8').split(/^## /m);
  return {
    purpose: purpose.trim(),
    sections: sections.map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const paragraphs = lines.join('\n').split(/\n{2,}/);
      return { title: title.trim(), paragraphs: paragraphs.map((text) => text.trim()).filter((text) => text !== '') };
    }),
  };
}
