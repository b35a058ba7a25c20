import { Paperclip } from 'lucide-react';
import type { AttachmentView } from '#server/queries/application-view.ts';

const KILOBYTE = 1024;

export function AttachmentLinks({ attachments }: { attachments: readonly AttachmentView[] }) {
  return (
    <ul>
      {attachments.map(({ id, name, size }) => (
        <li key={id}>
          <a href={`/api/v1/attachments/${id}`} className="text-accent inline-flex items-center gap-1 underline">
            <Paperclip aria-hidden="true" className="size-3.5" />
            {name}
          </a>{' '}
          <span className="text-muted text-sm">{sizeText(size)}</span>
        </li>
      ))}
    </ul>
  );
}

function sizeText(bytes: number): string {
  const kilobytes = bytes / KILOBYTE;
  return kilobytes < KILOBYTE ? `${Math.max(1, Math.round(kilobytes))} KB` : `${(kilobytes / KILOBYTE).toFixed(1)} MB`;
}
