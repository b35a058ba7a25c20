import { text } from 'node:stream/consumers';
import { createElement } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { withoutPadding } from '#app/lib/html-stream.ts';

// Every length of the first word moves the characters to another place in React's blocks.
const pages = Array.from({ length: 8 }, (_, shift) =>
  createElement(
    'main',
    null,
    'a'.repeat(shift),
    Array.from({ length: 400 }, (_item, index) => createElement('p', { key: index }, '非涉密系统严禁录入涉密信息')),
  ),
);

test('a long Chinese page arrives whole, whatever place its characters have in the stream', async () => {
  for (const page of pages) {
    const stream = withoutPadding();
    const arrived = text(stream);
    renderToPipeableStream(page).pipe(stream);
    const html = await arrived;
    expect(html).not.toContain('\0');
    expect(html.replaceAll('<!-- -->', '')).toBe(renderToString(page).replaceAll('<!-- -->', ''));
  }
});
