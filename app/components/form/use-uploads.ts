import { useEffect, useRef, useState } from 'react';
import { sendFile, type SendFailure, type Sending, type StoredFile } from './send-file.ts';

export type UploadFailure = SendFailure | 'too_many';
export type Upload = { key: number; name: string; percent: number; failed: UploadFailure | null };

type Rules = { maxBytes: number; maxFiles: number; types: readonly string[] };

/**
 * Files on their way to the server. What is plainly against the rules is not even sent; the server looks at the
 * content in any case. `onStored` hears of each file that arrived.
 */
export function useUploads(target: { url: string; csrf: string } | undefined, rules: Rules, onStored: (file: StoredFile) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<number, Sending>());
  const next = useRef(0);
  const stored = useRef(onStored);
  stored.current = onStored;
  useEffect(() => {
    const open = running.current;
    return () => open.forEach(({ cancel }) => cancel());
  }, []);

  function drop(key: number) {
    running.current.get(key)?.cancel();
    running.current.delete(key);
    setUploads((before) => before.filter((upload) => upload.key !== key));
  }

  async function send(file: File) {
    if (!target) return;
    const key = (next.current += 1);
    const change = (part: Partial<Upload>) =>
      setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)));
    const wrong = againstRules(file, rules);
    setUploads((before) => [...before, { key, name: file.name, percent: 0, failed: wrong }]);
    if (wrong) return;
    const sending = sendFile(file, target, (percent) => change({ percent }));
    running.current.set(key, sending);
    const result = await sending.done;
    if (!running.current.delete(key)) return;
    if (!result.ok) return change({ failed: result.why });
    drop(key);
    stored.current(result.file);
  }

  /** `taken` is how many files the answer holds already. */
  function add(files: readonly File[], taken: number) {
    setUploads((before) => before.filter(({ failed }) => failed === null));
    const room = Math.max(0, rules.maxFiles - taken - running.current.size);
    files.slice(0, room).forEach((file) => void send(file));
    const refused = files
      .slice(room)
      .map((file): Upload => ({ key: (next.current += 1), name: file.name, percent: 0, failed: 'too_many' }));
    setUploads((before) => [...before, ...refused]);
  }

  return { uploads, add, drop };
}

function againstRules(file: File, { maxBytes, types }: Rules): SendFailure | null {
  if (file.size > maxBytes) return 'too_large';
  const ending = file.name.split('.').at(-1)?.toLowerCase() ?? '';
  return types.length > 0 && !types.includes(ending) ? 'type' : null;
}
