export const refusal = {
  invalid: 'Something needs correcting.',
  forbidden: 'You cannot do this.',
  unauthenticated: 'Your session has ended, please sign in again.',
  not_found: 'Not found, or outside what you may see.',
  already_decided: 'Somebody else has already decided this task.',
  stale_revision: 'The content has changed since you read it; check it before you submit.',
  wrong_state: 'Not possible in the current state.',
  too_large: 'Too large.',
  too_many_requests: 'Too many attempts; try again in {{seconds}} seconds.',
};
