export const signIn = {
  title: 'Sign in',
  lead: 'For staff of government departments, each with an account of their own.',
  username: 'User name',
  password: 'Password',
  submit: 'Sign in',
  failed: 'User name or password is wrong.',
  demoTitle: 'Demo accounts',
  demoText: 'Invented accounts; one press signs in. The departments of one share application come first.',
  demoSearch: 'Find a department or role',
  demoStory: 'Example: housing asks civil affairs for minimum-living-allowance data',
  demoAll: 'Other departments ({{count}})',
  demoAs: 'Sign in as {{name}}',
};
