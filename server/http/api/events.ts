import { streamEvents } from '../event-stream.ts';
import { streamEndpoint } from '../endpoint.ts';

export const eventCalls = [
  streamEndpoint({
    id: 'events',
    path: '/events',
    rule: 'signed_in',
    gives: 'text/event-stream',
    summary: 'Server-sent events with ids: task.created, task.closed, case.changed, notification. Read anew after a reconnect',
    stream: ({ services, actor, token }, response) => streamEvents(services, actor, token, response),
  }),
];
