import { afterEach, expect, vi } from 'vitest';

// React and others report real mistakes only there.
const spy = vi.spyOn(console, 'error');

afterEach(() => {
  const calls = spy.mock.calls.map((call) => call.map(String).join(' '));
  spy.mockClear();
  expect(calls, 'a test must not write to console.error').toEqual([]);
});
