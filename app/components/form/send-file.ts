/** A stored file, as the server answers an upload. */
export type StoredFile = { id: string; name: string; type: string; size: number };
export type SendFailure = 'too_large' | 'type' | 'session' | 'network' | 'refused';
export type Sending = { done: Promise<{ ok: true; file: StoredFile } | { ok: false; why: SendFailure }>; cancel: () => void };

const failures: Readonly<Record<number, SendFailure>> = { 401: 'session', 413: 'too_large', 415: 'type', 422: 'type' };

/** Sends one file and tells how far it is (0 to 100). fetch cannot tell that, so this is the older interface. */
export function sendFile(file: File, target: { url: string; csrf: string }, onProgress: (percent: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<{ ok: true; file: StoredFile } | { ok: false; why: SendFailure }>((resolve) => {
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(Math.round((loaded / total) * 100));
    };
    request.onerror = request.onabort = request.ontimeout = () => resolve({ ok: false, why: 'network' });
    request.onload = () => {
      const stored = request.status >= 200 && request.status < 300 ? storedFile(request.responseText) : null;
      resolve(stored ? { ok: true, file: stored } : { ok: false, why: failures[request.status] ?? 'refused' });
    };
  });
  const body = new FormData();
  body.append('file', file);
  request.open('POST', target.url);
  request.setRequestHeader('X-CSRF-Token', target.csrf);
  request.setRequestHeader('Accept', 'application/json');
  request.send(body);
  return { done, cancel: () => request.abort() };
}

function storedFile(text: string): StoredFile | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null) return null;
    const { id, name, type, size }: Partial<Record<string, unknown>> = { ...answer };
    return typeof id === 'string' && typeof name === 'string' && typeof type === 'string' && typeof size === 'number'
      ? { id, name, type, size }
      : null;
  } catch {
    return null;
  }
}
