/** Several entries applied for with one form. */
export const basket = {
  title: 'Basket',
  lead: 'Fill in once; each entry becomes a case of its own with its number, reply and grant. At most {{most}}.',
  more: 'Collect more from the catalogue',
  add: 'Add to basket',
  isIn: 'In the basket',
  leaveOut: 'Leave out',
  holds: 'Basket: {{count}} collected',
  entry: 'see the entry',
  empty: 'The basket is empty',
  emptyText: 'Press “Add to basket” in the catalogue, on an entry or in the search, then apply for all of them here.',
  closed: '{{name}}: cannot be applied for now',
  closedText: 'It was withdrawn or is not published any more. Leave it out to file the rest; what you wrote stays.',
  barred:
    'Cannot be applied for now: withdrawn, not published any more, or not open to you. Leave it out to file the rest; what you wrote stays.',
  after: 'Files {{count}} share applications, all or none; each goes its own way and can be withdrawn until its grant is active.',
  submit: 'File all {{count}}',
  together: 'Filed as one of {{count}}',
  togetherTitle: 'Filed together from one basket',
} as const;
